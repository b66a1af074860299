import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { withSites } from '../site/with-sites.ts';
import { describeWebServer } from '../web-servers.ts';
import { makeChain } from './make-chain.ts';

type Sites = Awaited<ReturnType<typeof withSites>>;

const CREDENTIALS = `Authorization: Basic ${Buffer.from('reader:secret').toString('base64')}`;

describeWebServer(nginx, 'with the mistakes of a site', () => {
  it('does what lint warns of', async () => {
    await using files = await createWorkspace();
    const chain = await makeChain(files, 'shop.example');
    await using sites = await startMistaken(files, chain);

    const asked = await ask(sites, 'clear');
    expect([asked.status, headerOf(asked, 'Strict-Transport-Security')]).toEqual([401, null]);
    expect(variablesOf(await ask(sites, 'clear', [CREDENTIALS])).get('REMOTE_USER')).toBe('reader');
    // Nobody is asked for a password before TLS.
    expect((await ask(sites, 'led')).status).toBe(308);

    const forged = ['X-Forwarded-For: 10.0.0.9'];
    expect(variablesOf(await ask(sites, 'trusting', forged)).get('REMOTE_ADDR')).toBe('10.0.0.9');
    expect((await ask(sites, 'nobody', forged)).status).toBe(403);

    const handedOut = async (file: string) => (await ask(sites, 'static', [], `/s/${file}`)).status;
    expect(await handedOut('own.key')).toBe(200);
    expect(await handedOut('.htpasswd')).toBe(404);

    expect(await trust(sites, 'whole', chain.root)).toBe(0);
    // 60: the certificate cannot be verified.
    expect(await trust(sites, 'alone', chain.root)).toBe(60);
  });
});

async function startMistaken(
  files: Workspace,
  chain: Awaited<ReturnType<typeof makeChain>>,
): Promise<Sites> {
  const passwords = await files.write('.htpasswd', 'reader:{PLAIN}secret\n');
  // As an administrator's slip: whoever serves the files can read it.
  await files.write('own.key', readFileSync(chain.key));
  const auth = { basic: { realm: 'Shop', file: passwords } };
  const allow = ['10.0.0.0/8'];
  const both = { certificate: chain.whole, key: chain.key };
  const inTheClear = { ...both, redirect: false };
  return withSites(nginx, ({ plain, secure }) =>
    Object.entries({
      clear: { auth, tls: { ...inTheClear, hsts: { seconds: 60 } } },
      led: { auth, tls: both },
      trusting: { trusted_proxies: ['0.0.0.0/0'], allow, tls: inTheClear },
      nobody: { allow, tls: inTheClear },
      static: { static: { '/s/': `${files.directory}/` }, tls: inTheClear },
      whole: { tls: both },
      alone: { tls: { ...both, certificate: chain.alone } },
    }).map(([name, fields]) => ({
      hosts: [`${name}.shop.example`],
      listen: [{ address: plain, tls: false }, secure],
      ...fields,
    })),
  );
}

function ask({ address }: Sites, name: string, headers: readonly string[] = [], target = '/app/a') {
  return askHttp(address, { target, headers: [`Host: ${name}.shop.example`, ...headers] });
}

function variablesOf({ body }: Awaited<ReturnType<typeof ask>>): ReadonlyMap<string, string> {
  return new Map(readEcho(body).params);
}

/** How curl ends that trusts one authority. */
async function trust({ secure }: Sites, name: string, root: string): Promise<number | null> {
  const host = `${name}.shop.example`;
  const resolve = ['--resolve', `${host}:${secure.port}:${secure.host}`];
  const options = ['-s', '-o', '/dev/null', '--cacert', root, ...resolve];
  return (await runProgram(['curl', ...options, `https://${host}:${secure.port}/app/a`])).code;
}
