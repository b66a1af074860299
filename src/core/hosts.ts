import { hostFamily } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';

/** Exact names first: SERVER_NAME is the first name for a request without a Host, and may be no pattern. */
export function toHosts(
  stated: readonly string[] = [],
  root: Reader,
  report: (problem: Diagnostic) => void,
): readonly Placed<string>[] {
  const seen = new Set<string>();
  const hosts = stated.map((text, index) => {
    const placed = root.within('hosts').at(index, text);
    const name = asciiName(text);
    if (name === null) {
      report(
        blame(placed, {
          code: 'valid-host',
          message: endsInNumber(text)
            ? `"${text}" ends in a number and is no IPv4 address: no browser can ask for it`
            : `"${text}" is no host name`,
          help:
            helpWithHost(text) ??
            'write a name such as shop.example.org or *.example.org, without scheme, port or path',
        }),
      );
    } else if (seen.has(name)) {
      const message = `"${text}" is listed twice`;
      report(blame(placed, { code: 'valid-host', message, help: 'list each name once' }));
    }
    seen.add(name ?? text);
    return derive(placed, () => name ?? text);
  });
  const isExact = ({ value }: Placed<string>): boolean => !value.startsWith('*');
  return [...hosts.filter(isExact), ...hosts.filter((host) => !isExact(host))];
}

/** A name as it stands in a Host header: Punycode beyond ASCII (RFC 5891), as browsers write it; null for what is none. */
export function asciiName(text: string): string | null {
  const [, star = '', name = ''] = /^(\*\.)?(.*)$/s.exec(text) ?? [];
  const ascii = /^[\x00-\x7f]*$/.test(name) ? name : byBrowser(name);
  if (ascii === null || ascii.length > 253) return null;
  const labels = ascii.split('.');
  const isName = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  if (!isName) return null;
  const isReachable = !endsInNumber(ascii) || (star === '' && hostFamily(ascii) === 'ipv4');
  return isReachable ? `${star}${ascii}` : null;
}

/** The URL standard's host parser takes every such host for an IPv4 address, and refuses what is none. */
function endsInNumber(name: string): boolean {
  return /(^|\.)([0-9]+|0x[0-9a-f]*)$/.test(name);
}

/** The name, or the names, that a text was probably meant to be; undefined where that is not evident. */
export function helpWithHost(text: string): string | undefined {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const names = words.map(evidentName);
  const [first, ...others] = names;
  if (first === undefined || names.includes(null)) return undefined;
  if (others.length === 0) return `write "${first}"`;
  // "a b.org" may also be one name with a slip in it.
  return names.every((name) => name?.includes('.')) ? `list each: ${names.join(', ')}` : undefined;
}

/** The name in what may be a whole URL. */
function evidentName(word: string): string | null {
  const [, name = ''] = /^(?:[a-z]+:\/\/)?([^/:?#]*)/i.exec(word) ?? [];
  return asciiName(name.replace(/\.$/, '').toLowerCase());
}

/** The URL standard's host parser, which every browser and Node have. */
function byBrowser(name: string): string | null {
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : null;
}
