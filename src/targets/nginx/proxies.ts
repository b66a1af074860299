import { SAID_BY_NOBODY, SAID_BY_PROXIES } from '../../core/client-headers.ts';
import type { Deployment } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { type Piece, piece, type Token } from '../../core/token.ts';
import { entry, plain, word } from '../../dialects/nginx.ts';
import { formatNetwork } from './access.ts';
import { variablePrefix } from './variables.ts';

/** What proxies say about a client, as nginx's variables spell it. */
const FORWARDED = SAID_BY_PROXIES.map(toVariable);

/** What nginx says itself, over HTTP. */
const SAID_OVER_HTTP = ['X-Real-IP', 'X-Remote-User'];

type Site = Pick<Deployment, 'name' | 'trustedProxies'>;
type Served = Site & Pick<Deployment, 'applications'>;

/** The networks of the proxies, for the server. */
export function planTrusted({ trustedProxies }: Site): Context {
  const trusted = (trustedProxies ?? []).map((network) => plain`${derive(network, formatNetwork)}`);
  return { trusted, isBehindProxy: trusted.length > 0 };
}

/** The variables that hold what trusted proxies say, for the http level. */
export function planProxies(site: Served): readonly Context[] {
  const { name, trustedProxies, applications } = site;
  if (!isBehindProxy(site)) return [];
  const prefix = variablePrefix(name);
  const isTrusted = word`$${prefix}_trusted`;
  return [
    {
      isTrusted,
      networks: (trustedProxies ?? []).map((network) => entry`${derive(network, formatNetwork)}`),
      trustedProto: word`$${prefix}_trusted:$http_x_forwarded_proto`,
      trustedScheme: word`$${prefix}_trusted:$${prefix}_scheme`,
      ...connectionTokens(site),
      speaksHttp: applications.some(({ protocol }) => protocol.value === 'http'),
      forwardedHost: word`$${prefix}_x_forwarded_host`,
      clientHost: word`$${prefix}_host`,
      forwarded: FORWARDED.map((header) => ({
        isTrusted,
        header: word`$http_${at(name, header)}`,
        variable: word`$${prefix}_${at(name, header)}`,
      })),
    },
  ];
}

/** The connection as the application is to see it. */
export function planConnection(site: Site): Context {
  const { name, trustedProxies } = site;
  const hasClaims = trustedProxies !== null;
  return {
    ...connectionTokens(site),
    forwarded: (hasClaims ? FORWARDED : []).map((header) => ({
      name: plain`HTTP_${at(name, header.toUpperCase())}`,
      value: toldBy(site, header, word``),
    })),
    unsaid: (hasClaims ? SAID_BY_NOBODY : []).map(
      (header) => plain`HTTP_${at(name, toVariable(header).toUpperCase())}`,
    ),
    unsaidOverHttp: SAID_BY_NOBODY.filter((header) => !SAID_OVER_HTTP.includes(header)).map(
      (header) => plain`${at(name, header)}`,
    ),
    // The headers of the same, over HTTP: without trusted proxies no client's get through.
    forwardedHost: isBehindProxy(site)
      ? word`$${variablePrefix(name)}_host`
      : word`$deploygen_host`,
    forwardedPrefix: toldBy(site, 'x_forwarded_prefix', word``),
    forwardedHeader: toldBy(site, 'forwarded', word``),
  };
}

/** What a trusted proxy says, or else. */
function toldBy(site: Site, header: string, otherwise: Token): Token {
  if (!isBehindProxy(site)) return otherwise;
  return word`$${variablePrefix(site.name)}_${at(site.name, header)}`;
}

/** The scheme of a request as the client sees it: a trusted proxy knows better than nginx. */
export function schemeOf(site: Site): Piece {
  return connection(site).scheme;
}

function connectionTokens(site: Site): Readonly<Record<'scheme' | 'https' | 'port', Token>> {
  const { scheme, https, port } = connection(site);
  return { scheme: word`${scheme}`, https: word`${https}`, port: word`${port}` };
}

function connection(site: Site): Readonly<Record<'scheme' | 'https' | 'port', Piece>> {
  if (!isBehindProxy(site)) {
    return { scheme: piece`$scheme`, https: piece`$https`, port: piece`$server_port` };
  }
  const prefix = variablePrefix(site.name);
  return {
    scheme: piece`$${prefix}_scheme`,
    https: piece`$${prefix}_https`,
    port: piece`$${prefix}_port`,
  };
}

function isBehindProxy({ trustedProxies }: Site): boolean {
  return trustedProxies !== null && trustedProxies.length > 0;
}

function toVariable(header: string): string {
  return header.toLowerCase().replaceAll('-', '_');
}

function at({ place }: Placed<string>, value: string): Placed<string> {
  return { value, place };
}
