import type { Application, Deployment, UnixSocket } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';

export const noUnwritableSocket: Rule = {
  code: 'no-unwritable-socket',
  severity: 'error',
  summary: 'a socket that the user of the web server may not write to',
  check({ applications, webUser, webGroup }, report) {
    for (const application of applications) {
      const [{ value: socket }] = application.sockets;
      if (socket.kind !== 'unix' || socket.mode.place.isDefault) continue;
      if (mayConnect(socket, application, { webUser, webGroup })) continue;
      report({
        at: socket.mode,
        message: `mode "${socket.mode.value}" keeps "${webUser.value}" from the socket`,
        help: `write "0660" and let the group be "${webGroup.value}": connecting is writing`,
      });
    }
  },
};

/** The first class that fits decides, and no other: owner, group, others. */
function mayConnect(
  { owner, group, mode }: UnixSocket,
  { user }: Application,
  { webUser, webGroup }: Pick<Deployment, 'webUser' | 'webGroup'>,
): boolean {
  const bits = Number.parseInt(mode.value, 8);
  const account = (owner ?? user)?.value;
  if (account === undefined || webUser.value === 'root') return true;
  if (account === webUser.value) return (bits & 0o200) !== 0;
  if (group.value === webGroup.value) return (bits & 0o020) !== 0;
  // Whether the web server's user is a member of another group is not known here.
  return (bits & 0o022) !== 0;
}
