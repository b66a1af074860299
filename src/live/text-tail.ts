import type { Readable } from 'node:stream';

/** What a stream has said, at most its last part. */
export interface TextTail {
  readonly text: () => string;
  readonly ended: Promise<unknown>;
}

/** Keeps reading a stream, so that its writer never waits, and remembers the last of it. */
export function textTail(stream: Readable, keep = 1024 ** 2): TextTail {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
    if (text.length > 2 * keep) text = text.slice(-keep);
  });
  return { text: () => text, ended: new Promise((resolve) => stream.once('close', resolve)) };
}
