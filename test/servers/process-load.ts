import { readEcho } from '../../src/live/echo-responder.ts';
import { askFastcgi } from '../../src/live/fastcgi/client.ts';
import type { NameValue } from '../../src/live/fastcgi/name-value.ts';
import type { SocketAddress } from '../../src/live/socket-address.ts';
import { until } from './until.ts';

/** What became of the requests of a load. */
export interface Load {
  /** Complete answers, by the process that gave them. */
  readonly answers: ReadonlyMap<number, number>;
  readonly lost: readonly string[];
}

/**
 * Eight clients ask without a pause, each request of 10 ms over a connection of its own, while an action runs.
 *
 * @param asked an echo responder, or how to ask for the process that answers
 */
export async function underLoad(
  asked: SocketAddress | (() => Promise<number>),
  action: (load: Load) => Promise<unknown>,
): Promise<Load> {
  const ask = typeof asked === 'function' ? asked : () => answeringProcess(asked, 'dg=slow:10');
  const answers = new Map<number, number>();
  const lost: string[] = [];
  const load = { answers, lost };
  let isOver = false;

  async function client() {
    while (!isOver) {
      try {
        const pid = await ask();
        answers.set(pid, (answers.get(pid) ?? 0) + 1);
      } catch (error) {
        lost.push(String(error));
      }
    }
  }

  const clients = Array.from({ length: 8 }, client);
  try {
    await answered(load, 100);
    await action(load);
    await answered(load, 100);
  } finally {
    isOver = true;
    await Promise.all(clients);
  }
  return load;
}

/** The process that answers a request completely. */
export async function answeringProcess(
  address: SocketAddress,
  query = '',
  parameters: readonly NameValue[] = [],
): Promise<number> {
  const { stdout, end } = await askFastcgi(address, {
    parameters: [['QUERY_STRING', query], ['REQUEST_METHOD', 'GET'], ...parameters],
    timeoutMilliseconds: 60_000,
  });
  if (end === null) throw new Error('the connection ended without an answer');
  return readEcho(stdout.subarray(stdout.indexOf('\r\n\r\n') + 4)).pid;
}

/** Awaits so many further answers. */
async function answered({ answers }: Load, further: number): Promise<void> {
  const total = () => [...answers.values()].reduce((sum, count) => sum + count, 0);
  const wanted = total() + further;
  await until(() => total() >= wanted);
}
