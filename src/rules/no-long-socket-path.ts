import type { Rule } from '../core/rule.ts';
import { pathLimits } from './path-limits.ts';

export const noLongSocketPath: Rule = {
  code: 'no-long-socket-path',
  severity: 'note',
  summary: 'a socket path that is too long for some of the servers',
  check({ applications }, report) {
    for (const { name, sockets } of applications) {
      const [{ value: socket }] = sockets;
      if (socket.kind !== 'unix') continue;
      const { bytes, longest, refusing } = pathLimits(socket.path.value);
      if (refusing.length === 0 || bytes > longest) continue;
      const servers = refusing.map((target) => `${target.name} (${target.limit})`).join(' and ');
      report({
        at: socket.path,
        message: `socket path is ${bytes} bytes long, too long for ${servers}`,
        help: `use a shorter path, such as /run/${name.value}/app.sock`,
      });
    }
  },
};
