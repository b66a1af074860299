import { writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { FastcgiWrite } from '../../src/live/fastcgi/handler.ts';
import { type Responder, startResponder } from '../../src/live/fastcgi/responder.ts';
import type { Workspace } from '../../src/live/workspace.ts';
import type { Question } from './subject.ts';

/** Where the files of `withFiles` are. */
export function fileFolder(workspace: Workspace): string {
  return workspace.path('files');
}

/** Makes a file for each value, called like it, while an action runs. */
export async function withFiles<T>(
  workspace: Workspace,
  questions: readonly Question[],
  action: () => Promise<T>,
): Promise<T> {
  const folder = fileFolder(workspace);
  await mkdir(folder);
  try {
    for (const [index, { value }] of questions.entries()) {
      // Thousands: each would wait for its turn.
      writeFileSync(`${folder}/${value}`, String(index));
    }
    return await action();
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Has an application listen on a socket for each value, called like it, while an action runs. */
export async function withSockets<T>(
  workspace: Workspace,
  questions: readonly Question[],
  action: () => Promise<T>,
): Promise<T> {
  const folder = fileFolder(workspace);
  await mkdir(folder);
  const responders: Responder[] = [];
  try {
    for (const [index, { value }] of questions.entries()) {
      const address = { kind: 'unix', path: `${folder}/${value}` } as const;
      responders.push(await startResponder(() => answer(index), address));
    }
    return await action();
  } finally {
    await Promise.all(responders.map((responder) => responder.stop(0)));
    await rm(folder, { recursive: true });
  }
}

async function* answer(index: number): AsyncGenerator<FastcgiWrite> {
  yield { kind: 'stdout', bytes: Buffer.from(`Content-Type: text/plain\r\n\r\n${index}`) };
}
