import { type Area, areas } from '../../core/areas.ts';
import { encodePath } from '../../core/byte-string.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { isRootOwned } from '../../core/owners.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Layout } from '../../core/target.ts';
import type { Token } from '../../core/token.ts';
import { comment, destination, integer, QUERY, string } from '../../dialects/lighttpd.ts';
import { planAccess } from './access.ts';
import { planBackend } from './backend.ts';
import { type Logins, OWN_URLS, planAsker, planLookups, planMark } from './fallthrough.ts';
import { planHeaders } from './headers.ts';
import { planMaintenance } from './maintenance.ts';
import { speaksHttp } from './modules.ts';
import { planStatic } from './statics.ts';

/** What a plan of branches depends on beside the deployment. */
export interface Chain {
  readonly layout: Layout;
  /** Whether other branches come before. */
  readonly goesOn: boolean;
}

/**
 * The branches of the one if/else chain of a server, the longest path first. Two chains would not do: of two
 * `fastcgi.server` that match, the later wins.
 */
export function planBranches(deployment: Deployment, chain: Chain): readonly Context[] {
  const all = areas(deployment);
  const surroundings = { all, deployment, layout: chain.layout };
  const plan = (some: readonly Area[]) => some.flatMap((area) => planArea(area, surroundings));
  const whole = all.filter((area) => !isPart(area));
  const isRoot = ({ url }: Area) => url.value === '' || url.value === '/';
  return [
    ...plan(whole.filter((area) => !isRoot(area))),
    ...planOwnUrls(deployment, whole),
    ...plan(whole.filter(isRoot)),
  ].map((branch, index) => ({ ...branch, isFirst: index === 0 && !chain.goesOn }));
}

/** Keeps the application at the root out of the URLs that lighttpd asks itself for. */
function planOwnUrls(deployment: Deployment, all: readonly Area[]): readonly Context[] {
  const { name } = deployment;
  const anyFallsThrough = all.some(
    (area) => area.kind === 'static' && area.static.fallthrough.value,
  );
  if (!anyFallsThrough || !isRootOwned(deployment)) return [];
  return [
    {
      ...ONLY.isDenied,
      title: comment`${name}: nobody's`,
      isTitled: true,
      isBelow: true,
      url: string`${derive(name, () => OWN_URLS)}`,
      hasHeaders: false,
    },
  ];
}

interface Surroundings {
  readonly all: readonly Area[];
  readonly deployment: Deployment;
  readonly layout: Layout;
}

/** Whether an area is what a path of `auth` cuts out of another, which its branch has a condition for. */
function isPart(area: Area): boolean {
  if (area.kind === 'application') return area.url.value !== area.application.mount.value;
  return area.kind === 'static' && area.url.value !== area.static.url.value;
}

/** The branches of an area: for what lies below its URL, and for the URL itself. */
function planArea(area: Area, { all, deployment, layout }: Surroundings): readonly Context[] {
  const { application, url } = area;
  const shared: Context = {
    title: titleOf(area),
    isHttp: application.protocol.value === 'http',
    speaksHttp: speaksHttp(deployment),
    ...planHeaders(area, deployment, layout),
    rejectsEncodedSlashes: deployment.encodedSlashes.value === 'reject',
  };
  switch (area.kind) {
    case 'deny': {
      const denied = { ...shared, ...ONLY.isDenied };
      return [
        { ...denied, ...below(url), isTitled: true },
        { ...denied, ...at(url), isTitled: false },
      ];
    }
    case 'redirect': {
      const { to, status } = area.redirect;
      const answer = { target: destination`${to}${QUERY}`, status: integer`${status}` };
      return [{ ...shared, ...ONLY.isRedirect, ...at(url), isTitled: true, ...answer }];
    }
    case 'static': {
      if (area.static.fallthrough.value) {
        const surroundings = { deployment, layout, logins: loginsIn(area, all) };
        const branch = { ...shared, isBelow: true, isTitled: true };
        const compression = planCompression(application);
        return [
          {
            ...branch,
            ...ONLY.isApplication,
            ...compression,
            ...planAsker(area, surroundings),
          },
          { ...branch, isTitled: false, ...ONLY.isMark, ...planMark(area, surroundings) },
          ...planLookups(area, surroundings).map((lookup) => ({
            ...branch,
            isTitled: false,
            ...ONLY.isStatic,
            ...compression,
            ...lookup,
          })),
        ];
      }
      const isFolder = area.static.kind === 'folder';
      return [
        {
          ...shared,
          ...ONLY.isStatic,
          ...(isFolder ? { isBelow: true, url: string`${url}` } : at(url)),
          isTitled: true,
          ...planStatic(area.static),
          ...planAccess(application, ...loginsIn(area, all)),
          ...planCompression(application),
        },
      ];
    }
    case 'application': {
      const passed = {
        ...shared,
        ...ONLY.isApplication,
        ...planMaintenance(application),
        ...planCompression(application),
        looksForFile: false,
      };
      const main = {
        ...passed,
        ...below(url),
        isTitled: true,
        ...planBackend(application, { at: 'below', deployment, layout }),
        ...planAccess(application, ...loginsIn(area, all)),
      };
      if (url.value === '') return [main];
      if (application.bareMount.value === 'redirect') {
        // Not the path of the request, which may be "//shop": that would lead to another host.
        const target = destination`${derive(url, encodePath)}/${QUERY}`;
        return [main, { ...shared, ...ONLY.isBareRedirect, ...at(url), target, isTitled: false }];
      }
      const bare = {
        ...passed,
        ...at(url),
        isTitled: false,
        ...planBackend(application, { at: 'bare', deployment, layout }),
        ...planAccess(application, area.auth),
      };
      return [main, bare];
    }
  }
}

function titleOf({ kind, application: { name } }: Area): Token {
  if (kind === 'application') return comment`${name}`;
  return comment`${name}: ${derive(name, () => (kind === 'deny' ? 'denied' : kind))}`;
}

/** Whom an area asks for a user: everybody, or at the paths that are cut out of it. */
function loginsIn(area: Area, all: readonly Area[]): Logins {
  if (area.auth !== null) return [area.auth];
  const parts = all.filter(
    (part) => isPart(part) && isSameOwner(part, area) && part.application === area.application,
  );
  return parts.length === 0 ? [null] : [area.application.auth, parts.map(({ url }) => url)];
}

function isSameOwner(part: Area, area: Area): boolean {
  if (part.kind === 'static') return area.kind === 'static' && part.static === area.static;
  return part.kind === area.kind;
}

function planCompression({ compress }: Application): Context {
  return { compresses: compress.length > 0, compressed: compress.map((type) => string`${type}`) };
}

function below(url: Placed<string>): Context {
  return { isBelow: true, url: string`${url}/` };
}

function at(url: Placed<string>): Context {
  return { isBelow: false, url: string`${url}` };
}

const NONE = {
  isApplication: false,
  isBareRedirect: false,
  isDenied: false,
  isMark: false,
  isRedirect: false,
  isStatic: false,
} as const;

/** What a branch is: nothing else. */
const ONLY = {
  isApplication: { ...NONE, isApplication: true },
  isBareRedirect: { ...NONE, isBareRedirect: true },
  isDenied: { ...NONE, isDenied: true },
  isMark: { ...NONE, isMark: true },
  isRedirect: { ...NONE, isRedirect: true },
  isStatic: { ...NONE, isStatic: true },
} as const;
