import { writeSync } from 'node:fs';
import { fileError } from './file-error.ts';
import { forgiveClosedPipe } from './forgive-closed-pipe.ts';

/**
 * Writes on standard output or error. Not through Node's streams: to make one takes more time than to parse a descriptor.
 *
 * @throws UsageError if standard output cannot be written
 */
export function writeOut(name: 'stdout' | 'stderr', text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(DESCRIPTORS[name], bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') {
      // Somebody made the terminal or pipe non-blocking; Node's stream waits for it.
      forgiveClosedPipe(process[name]).write(bytes.subarray(written));
      return;
    }
    // A reader that has seen enough (`| head`) is no error, and when standard error is gone there is nobody to tell.
    if (code === 'EPIPE' || name === 'stderr') return;
    throw fileError('write to', 'standard output', error);
  }
}

const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;
