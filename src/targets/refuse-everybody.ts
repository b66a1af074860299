import type { Diagnostic } from '../core/diagnostic.ts';
import type { Deployment } from '../core/model.ts';
import { unsupported } from './unsupported.ts';

/** For a target whose program takes no network without a prefix, 0.0.0.0/0. */
export function refuseEverybody(
  target: string,
  networks: Deployment['trustedProxies'],
): readonly Diagnostic[] {
  return (networks ?? [])
    .filter(({ value }) => value.prefix === 0)
    .map((network) => {
      const message = `${target} has no network of every address`;
      return unsupported(network, message, 'name smaller ones, or leave the list out');
    });
}
