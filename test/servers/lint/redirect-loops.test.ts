import { expect, it } from 'vitest';
import { lint } from '../../../src/lint.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { type SiteSurroundings, withSites } from '../site/with-sites.ts';
import { describeWebServers } from '../web-servers.ts';

type Sites = Awaited<ReturnType<typeof withSites>>;

/** Redirects of a site of that name, with a path to follow; `http` and `https` are the site's own. */
interface Followed {
  readonly what: string;
  readonly from: string;
  readonly redirects: (own: { readonly http: string; readonly https: string }) => readonly object[];
  readonly fields?: (name: string) => object;
  readonly tls?: object;
}

const LOOPS: readonly Followed[] = [
  { what: 'a path and itself', from: '/a', redirects: () => [{ from: '/a', to: '/a' }] },
  {
    what: 'another spelling of itself',
    from: '/a b',
    redirects: () => [{ from: '/a b', to: '/x/..//%61%20b' }],
  },
  {
    what: 'two that lead to each other',
    from: '/a',
    redirects: ({ https }) => [
      { from: '/a', to: '/b' },
      { from: '/b', to: `${https}/a` },
    ],
  },
  {
    what: 'the slash of a mount taken away, which the mount adds',
    from: '/app/',
    redirects: () => [{ from: '/app/', to: '/app' }],
  },
  {
    what: 'plain HTTP, which leads to https',
    from: '/a',
    redirects: ({ http }) => [{ from: '/a', to: `${http}/a` }],
  },
  {
    what: 'another name, which leads to the canonical one',
    from: '/a',
    redirects: ({ https }) => [{ from: '/a', to: `${https.replace('//', '//www.')}/a` }],
    fields: (name) => ({ hosts: [name, `www.${name}`], canonical_host: name }),
  },
];

const ENDS: readonly Followed[] = [
  {
    what: 'a chain to the application',
    from: '/a',
    redirects: () => [
      { from: '/a', to: '/b' },
      { from: '/b', to: '/app/' },
    ],
  },
  {
    what: 'the slash that a path lacks',
    from: '/a',
    redirects: () => [{ from: '/a', to: '/a/' }],
  },
  {
    what: 'the same path by https, where plain HTTP serves too',
    from: '/a',
    redirects: ({ http }) => [{ from: '/a', to: `${http}/app/` }],
    tls: { redirect: false },
  },
  {
    what: 'a bare mount that answers itself',
    from: '/app/',
    redirects: () => [{ from: '/app/', to: '/app' }],
    fields: () => ({ bare_mount: 'slash' }),
  },
  {
    what: 'the same path at another port, which is another site',
    from: '/a',
    redirects: ({ https }) => [{ from: '/a', to: `${https.replace(/:\d+$/, ':1')}/a` }],
  },
];

describeWebServers('and what lint says of its redirects', (webServer) => {
  it('agree with curl on what is a loop', async () => {
    const followed = [...LOOPS, ...ENDS];
    const descriptors: object[] = [];
    await using sites = await withSites(webServer, (where) => {
      descriptors.push(...followed.map((one, index) => toDescriptor(one, index, where)));
      return descriptors;
    });

    for (const [index, { what, from }] of followed.entries()) {
      const found = lint(JSON.stringify(descriptors[index]), 'deploy.yaml');
      const isFound = found.some(({ code }) => code === 'no-redirect-loop');
      const end = await follow(sites, `site-${index + 1}.shop.example`, from);

      expect(isFound, what).toBe(index < LOOPS.length);
      // 47: too many redirects; 7: nobody is at the other port.
      expect(end, what).toBe(isFound ? 47 : what.includes('another port') ? 7 : 0);
    }
  });
});

function toDescriptor(
  { redirects, fields, tls }: Followed,
  index: number,
  { workspace, plain, secure, tls: certificate }: SiteSurroundings,
): object {
  const name = `site-${index + 1}`;
  const host = `${name}.shop.example`;
  const port = (address: string) => address.split(':')[1];
  const own = { http: `http://${host}:${port(plain)}`, https: `https://${host}:${port(secure)}` };
  return {
    name,
    mount: '/app',
    socket: workspace.path(`${name}.sock`),
    hosts: [host],
    listen: [{ address: plain, tls: false }, secure],
    tls: { ...certificate, ...tls },
    redirects: redirects(own),
    ...fields?.(host),
  };
}

/** How curl ends that follows at most ten redirects. */
async function follow({ address, secure }: Sites, host: string, path: string) {
  const resolve = [address, secure, { ...secure, port: 1 }].flatMap(({ host: ip, port }) =>
    [host, `www.${host}`].flatMap((name) => ['--resolve', `${name}:${port}:${ip}`]),
  );
  const options = ['-skL', '--max-redirs', '10', '-o', '/dev/null', ...resolve];
  const url = `https://${host}:${secure.port}${encodeURI(path)}`;
  return (await runProgram(['curl', ...options, url])).code;
}
