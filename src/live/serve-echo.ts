import { lstat, unlink } from 'node:fs/promises';
import { echoHandler } from './echo-responder.ts';
import { type ListenOn, startResponder } from './fastcgi/responder.ts';
import { accepts, formatAddress, parseAddress } from './socket-address.ts';

/**
 * Serves the echo responder as a worker: `[ADDRESS]`, or fd 0 without one. Prints one line when
 * ready. On SIGTERM or SIGINT it finishes what is in progress and returns.
 */
export async function serveEcho(args: readonly string[]): Promise<void> {
  const listenOn = toListenOn(args[0]);
  await removeStale(listenOn);
  const responder = await startResponder(echoHandler(), listenOn);
  const where = listenOn.kind === 'inherited' ? `fd ${listenOn.fd}` : formatAddress(listenOn);
  process.stdout.write(`echo ready on ${where}, process ${process.pid}\n`);
  await new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    // Signal listeners alone do not keep Node running; the listening socket does.
  });
  await responder.stop(30_000);
}

function toListenOn(argument: string | undefined): ListenOn {
  if (argument === undefined) return { kind: 'inherited', fd: 0 };
  const address = parseAddress(argument);
  if (!address) throw new TypeError(`not an address: "${argument}"`);
  return address;
}

/** A process that was killed leaves its socket file behind, and bind(2) refuses the name. */
async function removeStale(listenOn: ListenOn): Promise<void> {
  if (listenOn.kind !== 'unix' || (await accepts(listenOn))) return;
  try {
    if ((await lstat(listenOn.path)).isSocket()) await unlink(listenOn.path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
