import type { Diagnostic } from './diagnostic.ts';
import type { Application } from './model.ts';
import { blame, type Placed } from './place.ts';

/** What an application asks for that its protocol has no place for. */
export function checkProtocol(
  { protocol, params, bareMount, mount, websocket }: Application,
  report: (problem: Diagnostic) => void,
): void {
  const refuse = (at: Placed<unknown>, message: string, help: string): void => {
    report(blame(at, { code: 'valid-protocol', message, help }));
  };
  if (protocol.value !== 'http') {
    if (!websocket.value) return;
    const message = `"websocket" needs protocol "http": ${protocol.value} has one answer for each request`;
    refuse(websocket, message, 'leave it out, or serve the application by http');
    return;
  }
  for (const { name } of params) {
    const message = `"${name.value}" cannot be sent over http, which has no parameters beside the headers of the client`;
    refuse(name, message, 'set it under "environment" where it is the same for every request');
  }
  if (bareMount.value === 'slash' && mount.value !== '') {
    const message = '"slash" cannot be sent over http: the application sees the URL itself';
    refuse(bareMount, message, 'write "redirect", or "empty" and have the application answer it');
  }
}
