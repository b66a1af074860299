import { setTimeout as delay } from 'node:timers/promises';
import { accepts, formatAddress, type SocketAddress } from './socket-address.ts';

/** How a program shows that it is ready. */
export type Readiness =
  | { readonly kind: 'accepts'; readonly address: SocketAddress }
  /** Prints this text on stdout or stderr. */
  | { readonly kind: 'prints'; readonly text: string }
  | { readonly kind: 'started' };

/** Resolves when the program is ready or the signal is aborted. */
export async function awaitReadiness(
  readiness: Readiness,
  printed: () => string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && !(await isReady(readiness, printed))) await delay(10);
}

export function describeReadiness(readiness: Readiness): string {
  if (readiness.kind === 'accepts') return `does not accept on ${formatAddress(readiness.address)}`;
  if (readiness.kind === 'prints') return `does not print ${JSON.stringify(readiness.text)}`;
  return 'does not start';
}

async function isReady(readiness: Readiness, printed: () => string): Promise<boolean> {
  if (readiness.kind === 'accepts') return accepts(readiness.address);
  return readiness.kind === 'started' || printed().includes(readiness.text);
}
