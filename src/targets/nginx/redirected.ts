import type { Deployment } from '../../core/model.ts';

/** Whether plain addresses do nothing but send to TLS. */
export function redirectsPlain({ tls, listen }: Deployment): boolean {
  return (
    tls?.redirect.value === true &&
    listen.some(({ value }) => value.isTls) &&
    listen.some(({ value }) => !value.isTls)
  );
}

/** Whether names of the site do nothing but send to the canonical one. */
export function redirectsHosts({ hosts, canonicalHost }: Deployment): boolean {
  return canonicalHost !== null && hosts.some(({ value }) => value !== canonicalHost.value);
}
