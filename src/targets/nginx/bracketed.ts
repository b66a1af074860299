/** A host as it stands before a port. */
export function bracketed(host: string): string {
  if (!host.includes(':')) return host;
  // nginx 1.22 takes no "::" at the end that stands for a single group.
  const isWhole = /^([^:]+:){7}:$/.test(host);
  return `[${isWhole ? host.replace(/:$/, '0') : host}]`;
}
