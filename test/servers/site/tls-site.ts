import { askHttp } from '../../../src/live/http.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import type { SiteSurroundings, withSites } from './with-sites.ts';

type Sites = Awaited<ReturnType<typeof withSites>>;

/** A site with TLS and without, whose `tls` takes more fields. */
export function site({ plain, secure, tls }: SiteSurroundings, fields: object = {}): object {
  const { tls: options = {}, ...rest } = fields as { readonly tls?: object };
  return {
    hosts: ['shop.example', '*.shop.example'],
    listen: [{ address: plain, tls: false }, secure],
    tls: { ...tls, ...options },
    ...rest,
  };
}

/** Asks without TLS. */
export function askPlain({ address }: Sites, target: string, host = 'shop.example') {
  return askHttp(address, { target, headers: [`Host: ${host}`] });
}

/** Asks with TLS, whatever the certificate. */
export function askSecure(
  { secure }: Sites,
  target: string,
  { host = 'shop.example', headers = [] }: AskedSecure = {},
) {
  const tls = { servername: host.replace(/:.*/, ''), trustAnything: true } as const;
  return askHttp(secure, { target, headers: [`Host: ${host}`, ...headers] }, { tls });
}

interface AskedSecure {
  readonly host?: string;
  readonly headers?: readonly string[];
}

/** What a handshake of `openssl s_client` ends in: the protocol and the chosen ALPN, or the alert. */
export async function shake({ secure }: Sites, ...options: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runProgram([
    'openssl',
    's_client',
    '-connect',
    `${secure.host}:${secure.port}`,
    '-servername',
    'shop.example',
    ...options,
  ]);
  const protocol = /New, (TLSv[\d.]+), Cipher is (\S+)/.exec(stdout);
  if (protocol === null) return /alert [a-z ]+/.exec(stderr)?.[0] ?? stderr;
  return [protocol[1], protocol[2], /ALPN protocol: (\S+)/.exec(stdout)?.[1] ?? 'no ALPN'].join(
    ' ',
  );
}
