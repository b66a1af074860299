import { derive, type Placed } from '../../core/place.ts';
import type { Network } from '../../core/site.ts';
import type { Token } from '../../core/token.ts';
import { string } from '../../dialects/lighttpd.ts';

/** A network in the notation of `$HTTP["remote-ip"]` and mod_extforward. */
export function planNetwork(network: Placed<Network>): Token {
  return string`${derive(network, ({ address, prefix }) => `${address}/${prefix}`)}`;
}
