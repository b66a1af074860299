import { bracketed } from '../core/address.ts';
import type { Socket } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';
import { normalisePath } from './disk-path.ts';

export const noSharedSocket: Rule = {
  code: 'no-shared-socket',
  severity: 'error',
  summary: 'one socket for two applications, each with a command of its own',
  check({ applications }, report) {
    const owners = new Map<string, string>();
    for (const { name, command, sockets } of applications) {
      // Without a command it is another mount of the same application.
      if (command === null) continue;
      for (const socket of sockets) {
        const address = addressOf(socket.value);
        const owner = owners.get(address);
        if (owner === undefined) owners.set(address, name.value);
        else if (owner !== name.value) {
          report({
            at: socket,
            message: `"${owner}" has a command that serves socket "${address}", too`,
            help: `give "${name.value}" a socket of its own, or leave out its command if it is the same application`,
          });
        }
      }
    }
  },
};

function addressOf(socket: Socket): string {
  if (socket.kind === 'unix') {
    return normalisePath(socket.path.value).replace(/^\/var\/run\//, '/run/');
  }
  const host = socket.host.value.toLowerCase();
  return `${bracketed(host)}:${socket.port.value}`;
}
