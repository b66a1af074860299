/**
 * Splits `127.0.0.1:9000` or `[::1]:9000` into host and port, which is NaN if it is no number. Brackets are left where there is
 * no colon in them: that is no host at all.
 */
export function splitAddress(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, colon).replace(/^\[(.*:.*)\]$/, '$1');
  const digits = text.slice(colon + 1);
  return { host, port: /^[0-9]+$/.test(digits) ? Number(digits) : Number.NaN };
}

/** What a host is; null for an IPv4 or IPv6 address that is none. */
export function hostFamily(host: string): 'ipv4' | 'ipv6' | 'name' | null {
  if (host.includes(':')) return isIpv6(host) ? 'ipv6' : null;
  if (/^[0-9.]+$/.test(host)) return isIpv4(host) ? 'ipv4' : null;
  return /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/.test(
    host,
  )
    ? 'name'
    : null;
}

function isIpv4(host: string): boolean {
  const octets = host.split('.');
  return (
    octets.length === 4 &&
    octets.every((octet) => /^(0|[1-9][0-9]{0,2})$/.test(octet) && Number(octet) < 256)
  );
}

/** RFC 4291 section 2.2: eight groups, or fewer around one "::"; the last two may be an IPv4 address. */
function isIpv6(host: string): boolean {
  const halves = host.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = host.endsWith(':') ? '' : (groups.at(-1) ?? '');
  const hasIpv4 = last.includes('.');
  if (hasIpv4 && !isIpv4(last)) return false;
  const plain = hasIpv4 ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = plain.length + (hasIpv4 ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

/** A host as it stands before a port: IPv6 addresses in brackets (RFC 3986 section 3.2.2). */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
