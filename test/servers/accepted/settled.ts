import { hostFamily, splitAddress } from '../../../src/core/address.ts';

/**
 * A descriptor that asks for nothing that a machine may lack: its accounts and host names are ones that every Debian has, and
 * its programs are in a folder of ours.
 */
export function settled(descriptor: unknown, folder: string): unknown {
  return settle(descriptor, '', '');

  function settle(value: unknown, key: string, parent: string): unknown {
    if (key === 'command' && Array.isArray(value)) return commandIn(folder, value);
    if (Array.isArray(value)) return value.map((item) => settle(item, key, parent));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value)
          // Nobody has a certificate of that name; the tests of TLS make one.
          .filter(([name]) => name !== 'tls')
          .map(([name, item]) => [name, settle(item, name, key)]),
      );
    }
    if (typeof value !== 'string' || key === parent) return value;
    return settleText(value, key, parent);
  }
}

function settleText(text: string, key: string, parent: string): string {
  const isEven = text.length % 2 === 0;
  switch (key) {
    case 'user':
    case 'owner':
    case 'web_user':
      // Not "nobody", of which systemd says that it is not safe.
      return isEven ? 'www-data' : 'daemon';
    case 'group':
    case 'web_group':
      return isEven ? 'www-data' : 'daemon';
    case 'platform':
      // The modules of the other are elsewhere.
      return 'debian';
    case 'host':
      return hostFamily(text) === 'name' ? 'localhost' : text;
    case 'path':
      return parent === 'socket' && isEven ? `/run${text}` : text;
    case 'socket':
      return settleSocket(text);
    case 'listen':
      return settleAddress(text);
    default:
      return text;
  }
}

/** Every other unix socket is in a folder that somebody has to make. */
function settleSocket(text: string): string {
  if (/^(unix:)?\//.test(text)) {
    return text.length % 2 === 0 ? text.replace('/', '/run/') : text;
  }
  const { host, port } = splitAddress(text);
  return hostFamily(host) === 'name' ? `localhost:${port}` : settleAddress(text);
}

/** Of random text in brackets hardly any is an address. */
function settleAddress(text: string): string {
  const { length } = text;
  if (!text.startsWith('[') || length % 2 === 0) return text;
  return text.replace(/^\[.*\]/, `[${ADDRESSES[length % ADDRESSES.length]}]`);
}

const ADDRESSES = [
  ...['::', '::1', '1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '1:2:3:4:5:6::'],
  ...['::2:3:4:5:6:7:8', '1:2:3:4:5:6:1.2.3.4', '2001:DB8::1'],
];

function commandIn(folder: string, [program, ...parameters]: readonly unknown[]): unknown[] {
  const isPath = typeof program === 'string' && program.startsWith('/');
  return [isPath ? `${folder}${program}` : program, ...parameters];
}
