import { derive, type Placed } from './place.ts';
import type { Hsts } from './site.ts';

/** The value of Strict-Transport-Security (RFC 6797 section 6.1; `preload` is of hstspreload.org). */
export function hstsValue({ seconds, subdomains, preload }: Hsts): Placed<string> {
  const flags = [
    ...(subdomains.value ? ['includeSubDomains'] : []),
    ...(preload.value ? ['preload'] : []),
  ];
  return derive(seconds, (age) => [`max-age=${age}`, ...flags].join('; '));
}
