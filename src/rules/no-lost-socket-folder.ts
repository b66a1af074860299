import type { Rule } from '../core/rule.ts';
import { normalisePath } from './disk-path.ts';

export const noLostSocketFolder: Rule = {
  code: 'no-lost-socket-folder',
  severity: 'warning',
  summary: 'a socket in a folder that is gone after a boot, and that nobody makes',
  check({ applications }, report) {
    for (const { name, command, app, sockets } of applications) {
      const [{ value: socket }] = sockets;
      if (socket.kind !== 'unix' || (command ?? app) === null) continue;
      const folder = VOLATILE.exec(normalisePath(socket.path.value))?.[1];
      if (folder === undefined) continue;
      report({
        at: socket.path,
        message: `the folder of socket "${socket.path.value}" is gone after a boot`,
        help: `use /run/${name.value}/app.sock: the tmpfiles.d file that is generated makes that folder, and no other`,
      });
    }
  },
};

// Folders within these, which are in memory; directly below /run they are made.
const VOLATILE = /^(\/dev\/shm|\/run\/(?:lock|shm)|\/var\/lock)\/[^/]+\//;
