import type { Deployment } from '../../core/model.ts';
import { formatNetwork } from '../../core/networks.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { join, type Piece, piece } from '../../core/token.ts';
import { value, word } from '../../dialects/apache.ts';

/** Whose X-Forwarded-For and -Proto are believed. */
export function planProxies({ trustedProxies }: Deployment): Context {
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
    isStranger: value`expr=!${isTrusted}`,
  };
}
