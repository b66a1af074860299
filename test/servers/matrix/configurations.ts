import type { Workspace } from '../../../src/live/workspace.ts';

/** One descriptor of the matrix, with its sockets and files in a workspace. */
export interface Configuration {
  readonly label: string;
  readonly describe: (surroundings: Surroundings) => object;
}

export interface Surroundings {
  readonly workspace: Workspace;
  /** Folder with the static files; ends in a slash. */
  readonly files: string;
  /** Free TCP ports, by family. */
  readonly ipv4: readonly number[];
  readonly ipv6: readonly number[];
}

export const MOUNTS = [
  '/',
  '/app',
  '/a/b',
  '/a.b+c(d)',
  '/my app',
  '/é',
  '/日本',
  '/a$b',
  '/a"b',
  "/a'b",
  '/a#b',
  '/a;b',
  '/a{b}',
  '/~x',
  '/a|b',
  '/a%20b',
  '/a\\b',
  '/a*b',
  '/a[b]',
] as const;
export const POLICIES = ['redirect', 'slash', 'empty'] as const;

type SocketForm = (surroundings: Surroundings) => unknown;

export const SOCKETS: Readonly<Record<string, SocketForm>> = {
  unix: ({ workspace }) => `unix:${workspace.path('app.sock')}`,
  'unix with a space': ({ workspace }) => ({ path: workspace.path('a pp.sock') }),
  IPv4: ({ ipv4 }) => `127.0.0.1:${ipv4[0]}`,
  IPv6: ({ ipv6 }) => `[::1]:${ipv6[0]}`,
  'an IPv4 list': ({ ipv4 }) => ipv4.slice(0, 3).map((port) => `127.0.0.1:${port}`),
  'a mixed list': ({ ipv4, ipv6 }) => [`127.0.0.1:${ipv4[0]}`, { host: '::1', port: ipv6[0] }],
};

/** Static entries for a mount; the folder's URL, or a file's, to its path. */
type StaticLayout = (mount: string, surroundings: Surroundings) => Readonly<Record<string, string>>;

export const STATICS: Readonly<Record<string, StaticLayout>> = {
  'no static': () => ({}),
  'a folder inside': (mount, { files }) => ({ [`${mount}/static/`]: files }),
  'a folder outside': (_, { files }) => ({ '/as set$/': files }),
  'a file inside': (mount, { workspace }) => ({
    [`${mount}/favicon.ico`]: workspace.path('site/favicon.ico'),
  }),
  'a file outside': (_, { workspace }) => ({ '/favicon.ico': workspace.path('site/favicon.ico') }),
  'folders within folders': (mount, { files, workspace }) => ({
    [`${mount}/static/`]: files,
    [`${mount}/static/sub/`]: `${workspace.path('site/static-private')}/`,
    [`${mount}/static/one.css`]: `${files}a.css`,
    '/.well-known/acme/': files,
  }),
};

/** Names that pass through `params` untouched, whatever is in them. */
const PARAMS = { DEPLOYGEN_TEST: 'a "b" \'c\' \\d $e ${f} %{g} %h #i ;j {k} é', EMPTY: 'x' };

function single(
  label: string,
  mount: string,
  fields: (surroundings: Surroundings) => object,
): Configuration {
  return {
    label,
    describe: (surroundings) => ({ name: 'matrix', mount, ...fields(surroundings) }),
  };
}

/** Every mount with every policy, on a unix socket. */
function mountsAndPolicies(): Configuration[] {
  return MOUNTS.flatMap((mount) =>
    (mount === '/' ? (['redirect'] as const) : POLICIES).map((policy) =>
      single(`${mount}, ${policy}`, mount, (surroundings) => ({
        bare_mount: policy,
        socket: SOCKETS.unix?.(surroundings),
      })),
    ),
  );
}

function mountsAndSockets(): Configuration[] {
  return ['/', '/my app'].flatMap((mount) =>
    Object.entries(SOCKETS).map(([name, socket]) =>
      single(`${mount}, ${name}`, mount, (surroundings) => ({ socket: socket(surroundings) })),
    ),
  );
}

function mountsAndStatics(): Configuration[] {
  return ['/', '/app', '/my app', '/a.b+c(d)'].flatMap((mount) =>
    Object.entries(STATICS).map(([name, layout]) =>
      single(`${mount}, ${name}`, mount, (surroundings) => ({
        socket: SOCKETS.unix?.(surroundings),
        static: layout(mount.replace(/\/$/, ''), surroundings),
      })),
    ),
  );
}

/** Nested mounts and mounts that look alike, each an application of its own, on one server. */
const NESTED: Configuration = {
  label: 'nested mounts and look-alikes',
  describe: ({ workspace, files }) => ({
    name: 'matrix',
    apps: ['/', '/app', '/app/admin', '/application', '/a.b+c(d)', '/aXb+c(d)'].map(
      (mount, index) => ({
        name: `nested-${index}`,
        mount,
        socket: workspace.path(`nested-${index}.sock`),
        bare_mount: POLICIES[index % 3],
        static: index < 3 ? { [`${mount.replace(/\/$/, '')}/static/`]: files } : {},
      }),
    ),
  }),
};

/** The remaining combinations of mount, policy, socket and static layout, so that every pair occurs (see pairwise). */
function pairs(): Configuration[] {
  const axes = [MOUNTS, POLICIES, Object.keys(SOCKETS), Object.keys(STATICS)] as const;
  return pairwise(axes).map(([mount = '/', policy, socket = '', layout = ''], index) =>
    single(`${mount}, ${policy}, ${socket}, ${layout}`, mount, (surroundings) => ({
      bare_mount: policy,
      socket: SOCKETS[socket]?.(surroundings),
      static: STATICS[layout]?.(mount.replace(/\/$/, ''), surroundings),
      ...(index % 2 === 0 ? { params: PARAMS } : {}),
      ...(index % 3 === 0 ? { buffering: false } : {}),
    })),
  );
}

/** Every combination, for `npm run matrix`. */
function product(): Configuration[] {
  return MOUNTS.flatMap((mount) =>
    POLICIES.flatMap((policy) =>
      Object.entries(SOCKETS).flatMap(([socketName, socket]) =>
        Object.entries(STATICS).map(([layoutName, layout]) =>
          single(`${mount}, ${policy}, ${socketName}, ${layoutName}`, mount, (surroundings) => ({
            bare_mount: policy,
            socket: socket(surroundings),
            static: layout(mount.replace(/\/$/, ''), surroundings),
            params: PARAMS,
          })),
        ),
      ),
    ),
  );
}

export function configurations(isFull: boolean): readonly Configuration[] {
  if (isFull) return [NESTED, ...product()];
  return [NESTED, ...mountsAndPolicies(), ...mountsAndSockets(), ...mountsAndStatics(), ...pairs()];
}

/** Few rows in which every pair of values of two axes occurs: greedy, and the same on every run. */
export function pairwise(axes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const open = new Set<string>();
  const key = (a: number, x: string, b: number, y: string): string => JSON.stringify([a, x, b, y]);
  for (const [a, xs] of axes.entries()) {
    for (const [b, ys] of axes.entries()) {
      if (a < b) for (const x of xs) for (const y of ys) open.add(key(a, x, b, y));
    }
  }
  const rows: string[][] = [];
  while (open.size > 0) {
    const [first = ''] = open;
    const [a, x, b, y] = JSON.parse(first) as [number, string, number, string];
    const row: (string | undefined)[] = axes.map((_, axis) =>
      axis === a ? x : axis === b ? y : undefined,
    );
    for (const [axis, values] of axes.entries()) row[axis] ??= best(values, axis, row);
    const complete = row.map(String);
    for (const [i, p] of complete.entries()) {
      for (const [j, q] of complete.entries()) if (i < j) open.delete(key(i, p, j, q));
    }
    rows.push(complete);
  }
  return rows;

  function best(
    values: readonly string[],
    axis: number,
    row: readonly (string | undefined)[],
  ): string | undefined {
    const gain = (value: string): number =>
      row.filter(
        (other, index) =>
          other !== undefined &&
          open.has(index < axis ? key(index, other, axis, value) : key(axis, value, index, other)),
      ).length;
    return [...values].sort((p, q) => gain(q) - gain(p))[0];
  }
}
