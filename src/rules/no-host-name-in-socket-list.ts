import type { Rule } from '../core/rule.ts';

export const noHostNameInSocketList: Rule = {
  code: 'no-host-name-in-socket-list',
  severity: 'note',
  summary: 'a host name among several sockets, without which servers do not start',
  check({ applications }, report) {
    for (const { sockets } of applications) {
      if (sockets.length < 2) continue;
      for (const { value: socket } of sockets) {
        if (socket.kind !== 'tcp' || socket.family !== 'name') continue;
        // no-localhost-socket has said it.
        if (socket.host.value.toLowerCase() === 'localhost') continue;
        report({
          at: socket.host,
          message: `nginx and lighttpd start only while "${socket.host.value}" can be resolved`,
          help: 'write its address, or put the name into /etc/hosts',
        });
      }
    }
  },
};
