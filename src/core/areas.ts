import type { Application, Deployment, Static } from './model.ts';
import { owners } from './owners.ts';
import type { Placed } from './place.ts';
import type { BasicAuth, Redirect } from './site.ts';

/** A part of the URL space in which everything is answered in the same way. */
export type Area = {
  /** Decoded. */
  readonly url: Placed<string>;
  readonly shape: Shape;
  readonly application: Application;
  /** Null: this area asks for no user. */
  readonly auth: BasicAuth | null;
} & (
  | { readonly kind: 'application' | 'deny' }
  | { readonly kind: 'static'; readonly static: Static }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
);

/** Just the URL; what begins with it (it ends in a slash); or the URL and everything below it. */
export type Shape = 'exact' | 'folder' | 'tree';

type Deployed = Pick<Deployment, 'applications'>;

/** The areas of a deployment, the longest URL first: the first that has a path is the one that answers it. */
export function areas(deployment: Deployed): readonly Area[] {
  const own = deployment.applications.flatMap(areasOf);
  const split = deployment.applications.flatMap((application) =>
    (application.auth?.paths ?? []).flatMap((url) => protectedArea(url, { application, own })),
  );
  return [...own, ...split].sort(byLength);
}

/** Whether a path lies in an area. Both are decoded, in the same kind of string. */
export function hasPath({ shape }: Pick<Area, 'shape'>, url: string, path: string): boolean {
  if (shape === 'exact') return path === url;
  if (shape === 'folder') return path.startsWith(url);
  return path === url || path.startsWith(`${url}/`);
}

function areasOf(application: Application): readonly Area[] {
  const { deny, redirects } = application;
  return [
    ...owners({ applications: [application] }).map((owner): Area => {
      const { url } = owner;
      const auth = authAt(application, url.value);
      if (owner.kind === 'application') {
        return { kind: 'application', url, shape: 'tree', application, auth };
      }
      const shape = owner.static.kind === 'folder' ? 'folder' : 'exact';
      return { kind: 'static', static: owner.static, url, shape, application, auth };
    }),
    ...deny.map((url): Area => ({ kind: 'deny', url, shape: 'tree', application, auth: null })),
    ...redirects.map(
      (redirect): Area => ({
        kind: 'redirect',
        redirect,
        url: redirect.from,
        shape: 'exact',
        application,
        auth: null,
      }),
    ),
  ];
}

/** The part of an area that a path of `auth` cuts out of it; none where it is a whole area already, or nobody's. */
function protectedArea(
  url: Placed<string>,
  { application, own }: { readonly application: Application; readonly own: readonly Area[] },
): readonly Area[] {
  const around = enclosing(url.value, own);
  if (around === undefined || around.application !== application) return [];
  if (around.url.value === url.value) return [];
  return [{ ...around, url, shape: 'tree', auth: application.auth }];
}

/** The longest area that has a path and what is below it. */
export function enclosing(path: string, own: readonly Area[]): Area | undefined {
  return own
    .filter((area) => area.shape !== 'exact' && hasPath(area, area.url.value, path))
    .toSorted(byLength)[0];
}

/** What an application asks for at a path of its own. */
function authAt({ auth }: Application, url: string): BasicAuth | null {
  if (auth === null || auth.paths.length === 0) return auth;
  const path = url.replace(/\/$/, '');
  return auth.paths.some(({ value }) => hasPath({ shape: 'tree' }, value, path)) ? auth : null;
}

function byLength(a: Area, b: Area): number {
  if (a.url.value.length !== b.url.value.length) return b.url.value.length - a.url.value.length;
  if (a.shape !== b.shape && (a.shape === 'exact' || b.shape === 'exact')) {
    return a.shape === 'exact' ? -1 : 1;
  }
  return a.url.value < b.url.value ? -1 : 1;
}
