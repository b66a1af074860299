import { expect, it } from 'vitest';
import { derive } from '../../../src/core/place.ts';
import { load } from '../../../src/deploygen.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { type SiteSurroundings, withSites } from '../site/with-sites.ts';
import { describeWebServers } from '../web-servers.ts';

type Sites = Awaited<ReturnType<typeof withSites>>;

/** Redirects of a site of that name, with a path to follow; `http` and `https` are the site's own. */
interface Followed {
  readonly what: string;
  readonly from: string;
  readonly redirects: (own: {
    readonly http: string;
    readonly https: string;
  }) => readonly { readonly from: string; readonly to: string }[];
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

describeWebServers('and the validation of redirects', (webServer) => {
  it('agree with curl on what is a loop', async () => {
    const followed = [...LOOPS, ...ENDS];
    const descriptors: Descriptor[] = [];
    await using sites = await withSites(webServer, (where) => {
      descriptors.push(...followed.map((one, index) => toDescriptor(one, index, where)));
      return descriptors.map(loadUnjudged);
    });

    for (const [index, { what, from }] of followed.entries()) {
      const loaded = load(JSON.stringify(descriptors[index]), 'deploy.yaml');
      const codes = loaded.ok ? [] : loaded.diagnostics.map(({ code }) => code);
      const end = await follow(sites, `site-${index + 1}.shop.example`, from);

      expect(new Set(codes), what).toEqual(new Set(index < LOOPS.length ? ['valid-redirect'] : []));
      // 47: too many redirects; 7: nobody is at the other port.
      expect(end, what).toBe(loaded.ok ? (what.includes('another port') ? 7 : 0) : 47);
    }
  });
});

interface Descriptor {
  readonly name: string;
  readonly redirects: ReturnType<Followed['redirects']>;
}

/** A deployment whose redirects lead where no descriptor may have them lead. */
function loadUnjudged(descriptor: Descriptor): ReturnType<typeof load> {
  const redirects = descriptor.redirects.map((redirect) => ({ ...redirect, to: '/app/end' }));
  const loaded = load(JSON.stringify({ ...descriptor, redirects }), 'deploy.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  const [application] = loaded.deployment.applications;
  const led = application.redirects.map((redirect, index) => ({
    ...redirect,
    to: derive(redirect.to, (to) => descriptor.redirects[index]?.to ?? to),
  }));
  return {
    ok: true,
    deployment: { ...loaded.deployment, applications: [{ ...application, redirects: led }] },
  };
}

function toDescriptor(
  { redirects, fields, tls }: Followed,
  index: number,
  { workspace, plain, secure, tls: certificate }: SiteSurroundings,
): Descriptor {
  const name = `site-${index + 1}`;
  const host = `${name}.shop.example`;
  const port = (address: string) => address.split(':')[1];
  const own = { http: `http://${host}:${port(plain)}`, https: `https://${host}:${port(secure)}` };
  const stated = {
    name,
    mount: '/app',
    socket: workspace.path(`${name}.sock`),
    hosts: [host],
    listen: [{ address: plain, tls: false }, secure],
    tls: { ...certificate, ...tls },
    redirects: redirects(own),
    ...fields?.(host),
  };
  return stated;
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
