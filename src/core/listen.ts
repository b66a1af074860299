import type { Descriptor } from '../generated/descriptor.ts';
import { hostFamily, splitAddress } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { ListenAddress } from './model.ts';
import { isWithin, MAPPED, readNetwork } from './networks.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';
import type { Network } from './site.ts';

/** Where a site listens: port 80, and 443 with TLS, unless it says otherwise. */
export function toListen(
  { listen, tls }: Pick<Descriptor, 'listen' | 'tls'>,
  root: Reader,
  report: (problem: Diagnostic) => void,
): readonly Placed<ListenAddress>[] {
  const hasTls = tls !== undefined;
  if (listen === undefined) {
    const ports = hasTls ? [443, 80] : [80];
    const all = root.withDefault('listen', undefined, ports);
    return ports.map((port) => derive(all, () => ({ host: null, port, isTls: port === 443 })));
  }
  const fields = root.within('listen');
  const seen = new Map<string, string>();
  return listen.map((item, index) => {
    const isMap = typeof item === 'object';
    const placed = isMap
      ? fields.within(index).at('address', String(item.address))
      : fields.at(index, String(item));
    const { host, port } = readAddress(placed, report);
    const sockets = socketsOf({ host, port });
    const earlier = sockets.map((socket) => seen.get(socket)).find((text) => text !== undefined);
    for (const socket of sockets) seen.set(socket, placed.value);
    if (earlier !== undefined) {
      const isSame = earlier === placed.value;
      report(
        blame(placed, {
          code: 'valid-listen',
          message: `"${placed.value}" is ${isSame ? 'listed twice' : `in "${earlier}" already`}`,
          help: 'leave one of them out: a port alone is every address, IPv4 and IPv6',
        }),
      );
    }
    const stated = isMap ? item.tls : undefined;
    if (stated === true && !hasTls) {
      report(
        blame(fields.within(index).at('tls', stated), {
          code: 'valid-listen',
          message: `"${placed.value}" cannot speak TLS: the site has no certificate`,
          help: 'add "tls" with "certificate" and "key"',
        }),
      );
    }
    return derive(placed, () => ({ host, port, isTls: stated ?? (hasTls && port !== 80) }));
  });
}

/** What a server opens for an address. */
function socketsOf({ host, port }: Pick<ListenAddress, 'host' | 'port'>): readonly string[] {
  return (host === null ? ['0.0.0.0', '::'] : [host]).map((one) => `${one} ${port}`);
}

function readAddress(
  placed: Placed<string>,
  report: (problem: Diagnostic) => void,
): { readonly host: string | null; readonly port: number } {
  const text = placed.value;
  const address = text.includes(':') ? splitAddress(text) : { host: null, port: Number(text) };
  const family = address.host === null ? 'any' : hostFamily(address.host);
  const isAddress = family !== null && address.port >= 1 && address.port <= 65535;
  const why = isAddress ? whyUnusable(address.host) : '';
  if (why === null) return { ...address, host: canonical(address.host) };
  const message = `"${text}" is no address to listen at${why}`;
  const help = 'for example 80, 127.0.0.1:8080 or [::1]:8080';
  report(blame(placed, { code: 'valid-listen', message, help }));
  return address;
}

/** An IPv6 address has several spellings. */
function canonical(host: string | null): string | null {
  const read = host === null ? '' : readNetwork(host);
  return typeof read === 'string' ? host : read.address;
}

function whyUnusable(host: string | null): string | null {
  if (host === null || host === '0.0.0.0') return null;
  return UNUSABLE.find(({ network }) => isWithin(host, network))?.why ?? null;
}

/** No TCP socket can be bound to them: those of a link need its name, too. */
const UNUSABLE: readonly { readonly network: Network; readonly why: string }[] = [
  { network: MAPPED, why: ': it is an IPv4 address in IPv6 form' },
  { network: { family: 'ipv6', address: 'fe80::', prefix: 10 }, why: ': it is link-local' },
  { network: { family: 'ipv6', address: 'ff00::', prefix: 8 }, why: ': it is of many machines' },
  { network: { family: 'ipv4', address: '224.0.0.0', prefix: 3 }, why: ': it is of many machines' },
  { network: { family: 'ipv4', address: '0.0.0.0', prefix: 8 }, why: ': it is of no machine' },
];
