import { bracketed } from '../core/address.ts';
import type { ListenAddress } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';

export const noListenTwice: Rule = {
  code: 'no-listen-twice',
  severity: 'error',
  summary: 'two spellings of one address to listen at',
  check({ listen }, report) {
    const seen = new Map<string, string>();
    for (const address of listen) {
      const text = format(address.value);
      const sockets = socketsOf(address.value);
      const earlier = sockets
        .map((socket) => seen.get(socket))
        .find((found) => found !== undefined);
      for (const socket of sockets) seen.set(socket, text);
      if (earlier === undefined) continue;
      report({
        at: address,
        message: `"${text}" is in "${earlier}" already`,
        help: 'leave one of them out: a port alone is every address, IPv4 and IPv6',
      });
    }
  },
};

/** The sockets that servers open for it. */
function socketsOf({ host, port }: ListenAddress): readonly string[] {
  return (host === null ? ['0.0.0.0', '::'] : [host]).map((one) => `${canonical(one)} ${port}`);
}

/** An IPv6 address has several spellings; URLs have one. */
function canonical(host: string): string {
  return host.includes(':') ? new URL(`http://[${host}]`).hostname : host;
}

function format({ host, port }: ListenAddress): string {
  if (host === null) return String(port);
  return `${bracketed(host)}:${port}`;
}
