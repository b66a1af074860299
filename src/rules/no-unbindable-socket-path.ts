import type { Rule } from '../core/rule.ts';
import { pathLimits } from './path-limits.ts';

export const noUnbindableSocketPath: Rule = {
  code: 'no-unbindable-socket-path',
  severity: 'error',
  summary: 'a socket path that is too long for any program',
  check({ applications }, report) {
    for (const { name, sockets } of applications) {
      const [{ value: socket }] = sockets;
      if (socket.kind !== 'unix') continue;
      const { bytes, longest } = pathLimits(socket.path.value);
      if (bytes <= longest) continue;
      report({
        at: socket.path,
        message: `socket path is ${bytes} bytes long, no program takes more than ${longest}`,
        help: `use a shorter path, such as /run/${name.value}/app.sock`,
      });
    }
  },
};
