import type { Descriptor } from '../generated/descriptor.ts';
import { hostFamily, splitAddress } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { ListenAddress } from './model.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';

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
  const seen = new Set<string>();
  return listen.map((item, index) => {
    const isMap = typeof item === 'object';
    const placed = isMap
      ? fields.within(index).at('address', String(item.address))
      : fields.at(index, String(item));
    const { host, port } = readAddress(placed, report);
    const key = `${host ?? '*'} ${port}`;
    if (seen.has(key)) {
      const message = `"${placed.value}" is listed twice`;
      report(blame(placed, { code: 'valid-listen', message, help: 'list each address once' }));
    }
    seen.add(key);
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

function readAddress(
  placed: Placed<string>,
  report: (problem: Diagnostic) => void,
): { readonly host: string | null; readonly port: number } {
  const text = placed.value;
  const address = text.includes(':') ? splitAddress(text) : { host: null, port: Number(text) };
  const family = address.host === null ? 'any' : hostFamily(address.host);
  if (family !== null && address.port >= 1 && address.port <= 65535) return address;
  const message = `"${text}" is no address to listen at`;
  const help = 'for example 80, 127.0.0.1:8080 or [::1]:8080';
  report(blame(placed, { code: 'valid-listen', message, help }));
  return address;
}
