import { otherSpellings, SAID_BY_NOBODY, SAID_BY_PROXIES } from '../../core/client-headers.ts';
import type { Deployment } from '../../core/model.ts';
import { formatNetwork } from '../../core/networks.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { join, type Piece, piece, type Token } from '../../core/token.ts';
import { value, word } from '../../dialects/apache.ts';

/** Whose X-Forwarded-For and -Proto are believed, and what nobody may say. */
export function planProxies({ name, trustedProxies }: Deployment): Context {
  const { place } = name;
  const networks = (trustedProxies ?? []).map((network) => derive(network, formatNetwork));
  const isTrusted: Piece =
    networks.length === 0
      ? piece`false`
      : piece`(${join(
          ' || ',
          // CONN_REMOTE_ADDR is the peer's address, whatever mod_remoteip makes of the client's.
          networks.map((network) => piece`%{CONN_REMOTE_ADDR} -ipmatch '${network}'`),
        )})`;
  return {
    hasForwarding: trustedProxies !== null,
    hasNetworks: networks.length > 0,
    networks: networks.map((network) => word`${network}`),
    isPlainProxy: value`${isTrusted} && %{HTTPS} != 'on'`,
    isPlainClient: value`${isTrusted} && %{HTTP:X-Forwarded-Proto} =~ /^http$/i`,
    isSecureClient: value`${isTrusted} && %{HTTP:X-Forwarded-Proto} =~ /^https$/i`,
    ofProxies: SAID_BY_PROXIES.map((header) => ({
      name: word`${{ value: header, place }}`,
      isStranger: value`expr=!${isTrusted}`,
    })),
    unsaid: planUnsaid(name),
    misspelt: [...SAID_BY_PROXIES, ...SAID_BY_NOBODY]
      .flatMap(otherSpellings)
      .map((header) => word`${{ value: header, place }}`),
  };
}

/** The names of request headers that count from nobody. */
export function planUnsaid({ place }: Deployment['name']): readonly Token[] {
  return SAID_BY_NOBODY.map((header) => word`${{ value: header, place }}`);
}
