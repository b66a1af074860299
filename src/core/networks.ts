import { hostFamily } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';
import type { Network } from './site.ts';

/** A list of addresses and networks; null where the descriptor has none. */
export function toNetworks(
  stated: readonly string[] | undefined,
  fields: Reader,
  report: (problem: Diagnostic) => void,
): readonly Placed<Network>[] | null {
  if (stated === undefined) return null;
  const seen = new Set<string>();
  return stated.map((text, index) => {
    const placed = fields.at(index, text);
    const network = readNetwork(text);
    const problem = typeof network === 'string' ? network : problemOf(network, seen);
    if (problem !== null) {
      const help = 'write each once: an address, or a network such as 10.0.0.0/8 or 2001:db8::/32';
      report(blame(placed, { code: 'valid-network', message: `"${text}" ${problem}`, help }));
    }
    if (typeof network === 'string') {
      return derive(placed, () => ({ family: 'ipv4', address: '0.0.0.0', prefix: 32 }) as const);
    }
    seen.add(formatNetwork(network));
    return derive(placed, () => network);
  });
}

function problemOf(network: Network, seen: ReadonlySet<string>): string | null {
  if (network.prefix >= MAPPED.prefix && isWithin(network.address, MAPPED)) {
    return 'is an IPv4 address in IPv6 form';
  }
  return seen.has(formatNetwork(network)) ? 'is listed twice' : null;
}

/** IPv4 addresses as an IPv6 socket shows them (RFC 4291 section 2.5.5.2). */
export const MAPPED: Network = { family: 'ipv6', address: '::ffff:0:0', prefix: 96 };

/** A network, or what is wrong with it. */
export function readNetwork(text: string): Network | string {
  const [host = '', bits, ...more] = text.split('/');
  const family = hostFamily(host);
  if (family === null || family === 'name' || more.length > 0) return 'is no IP address';
  const most = family === 'ipv4' ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  if (prefix > most || bits === '') return `has no prefix of at most ${most} bits`;
  const bytes = family === 'ipv4' ? host.split('.').map(Number) : ipv6Bytes(host);
  const first = bytes.map((byte, index) => byte & maskOf(prefix - 8 * index));
  const address = family === 'ipv4' ? first.join('.') : ipv6Text(first);
  const isFirst = bytes.every((byte, index) => byte === first[index]);
  return isFirst
    ? { family, address, prefix }
    : `has bits beyond its prefix: it is in ${address}/${prefix}`;
}

/** Whether an address lies in a network. */
export function isWithin(address: string, { family, address: first, prefix }: Network): boolean {
  const found = readNetwork(address);
  if (typeof found === 'string' || found.family !== family) return false;
  const around = readNetwork(`${found.address}/${found.prefix}`);
  if (typeof around === 'string') return false;
  const toBytes = (text: string): readonly number[] =>
    family === 'ipv4' ? text.split('.').map(Number) : ipv6Bytes(text);
  const bytes = toBytes(found.address);
  return toBytes(first).every(
    (byte, index) => byte === ((bytes[index] ?? 0) & maskOf(prefix - 8 * index)),
  );
}

/** As `10.0.0.0/8`; a single address has no prefix. */
export function formatNetwork({ family, address, prefix }: Network): string {
  return prefix === (family === 'ipv4' ? 32 : 128) ? address : `${address}/${prefix}`;
}

/** The bits of a byte that so many bits of a prefix leave. */
function maskOf(bits: number): number {
  return (0xff00 >> Math.max(0, Math.min(8, bits))) & 0xff;
}

/** Sixteen bytes of an address that is one. */
function ipv6Bytes(host: string): readonly number[] {
  const [head = '', tail] = host.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}

function groupsOf(half: string): readonly number[] {
  return half.split(':').flatMap((group) => {
    if (group === '') return [];
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** RFC 5952 section 4: lower case, the first longest run of two or more zeros as "::". */
function ipv6Text(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  const runs = [...groups.join(':').matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)];
  const [longest] = runs.toSorted((a, b) => b[0].length - a[0].length || a.index - b.index);
  const text = groups.join(':');
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
