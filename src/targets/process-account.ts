import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';

/** Who runs an application and owns its unix socket; for targets that require `user`. */
export function processAccount({ name, user, sockets }: Application): {
  readonly user: Placed<string>;
  readonly socketOwner: Placed<string>;
} {
  if (user === null) throw new TypeError(`no user for ${name.value}`);
  const [{ value: socket }] = sockets;
  return { user, socketOwner: (socket.kind === 'unix' ? socket.owner : null) ?? user };
}
