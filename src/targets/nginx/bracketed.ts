import { bracketed as inBrackets } from '../../core/address.ts';

/** A host as it stands before a port. */
export function bracketed(host: string): string {
  // nginx 1.22 takes no "::" at the end that stands for a single group.
  const isWhole = /^([^:]+:){7}:$/.test(host);
  return inBrackets(isWhole ? host.replace(/:$/, '0') : host);
}
