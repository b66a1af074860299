import { type Area, areas, enclosing, hasPath } from './areas.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Deployment } from './model.ts';
import { blame } from './place.ts';

type StaticArea = Extract<Area, { kind: 'static' }>;
type Report = (problem: Diagnostic) => void;

/** Redirects, denied and authenticated paths that could never do what they say. */
export function checkAreas(deployment: Pick<Deployment, 'applications'>, report: Report): void {
  const all = areas(deployment);
  for (const area of all) {
    if (area.kind === 'redirect') checkRedirect(area, all, report);
    if (area.kind === 'deny') checkDenied(area, all, report);
    if (area.kind === 'static' && area.url === area.static.url) checkFallthrough(area, report);
  }
  for (const application of deployment.applications) {
    for (const path of application.auth?.paths ?? []) {
      const owner = enclosing(
        path.value,
        all.filter(({ kind }) => kind !== 'deny'),
      );
      if (owner?.application === application) continue;
      report(
        blame(path, {
          code: 'valid-auth',
          message: `"${path.value}" does not belong to application "${application.name.value}"`,
          help: 'use paths at or below its mount or its static URLs',
        }),
      );
    }
  }
}

function checkRedirect(redirect: Area, all: readonly Area[], report: Report): void {
  const path = lower(redirect.url.value);
  const other = all.find(
    (area) => area !== redirect && area.kind !== 'deny' && lower(area.url.value) === path,
  );
  // Of two redirects only the second is blamed.
  if (other === undefined || (other.kind === 'redirect' && !isAfter(redirect, other))) return;
  report(
    blame(redirect.url, {
      code: 'unique-path',
      message: `redirect from "${redirect.url.value}" is the same path as ${describe(other)}`,
      help: 'give each path one thing that answers it',
    }),
  );
}

/** The longest owner answers: whatever else is named below a denied path would open it again. */
function checkDenied(denied: Area, all: readonly Area[], report: Report): void {
  const url = lower(denied.url.value);
  for (const area of all) {
    const path = lower(area.url.value.replace(/\/$/, ''));
    if (area === denied || !hasPath(denied, url, path)) continue;
    if (area.kind === 'deny' && area.url.value === denied.url.value && !isAfter(area, denied))
      continue;
    report(
      blame(area.url, {
        code: 'valid-deny',
        message: `${describe(area)} lies below the denied path "${denied.url.value}"`,
        help: 'it could never answer: move it, or deny less',
      }),
    );
  }
}

/** What is missing in a folder is its application's: under a URL that it does not have, there is nobody to ask. */
function checkFallthrough({ application, static: entry }: StaticArea, report: Report): void {
  const { mount, name } = application;
  const { url, fallthrough } = entry;
  if (!fallthrough.value || hasPath({ shape: 'tree' }, mount.value, url.value)) return;
  report(
    blame(fallthrough, {
      code: 'valid-static',
      message: `"${url.value}" is not below "${mount.value}", the mount of "${name.value}": it cannot fall through to it`,
      help: 'leave "fallthrough" out, or choose a URL below the mount',
    }),
  );
}

function isAfter({ url: a }: Area, { url: b }: Area): boolean {
  const [one, other] = [a.place.range.start, b.place.range.start];
  return one.line > other.line || (one.line === other.line && one.column > other.column);
}

function lower(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function describe({ kind, url }: Area): string {
  const names = {
    application: 'mount',
    static: 'static URL',
    redirect: 'redirect',
    deny: 'denied path',
  };
  return `${names[kind]} "${url.value === '' ? '/' : url.value}"`;
}
