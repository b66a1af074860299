import { byHand, type Step } from '../core/installation.ts';
import type { Application } from '../core/model.ts';

/** The step between the application's side and the web server's: nobody is sent to a socket that does not answer. */
export function askSocket({ name, sockets }: Application): Step {
  const [{ value: socket }] = sockets;
  const address =
    socket.kind === 'unix'
      ? socket.path.value
      : `${socket.family === 'ipv6' ? `[${socket.host.value}]` : socket.host.value}:${socket.port.value}`;
  return byHand(
    `ask ${name.value} at ${address} itself, and go on to the web server when it answers`,
  );
}
