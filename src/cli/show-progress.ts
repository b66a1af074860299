import { writeOut } from './write-out.ts';

export interface Progress {
  show(done: number, all: number): void;
  end(): void;
}

/** Tells on a terminal how far something is, once it takes longer than a second. */
export function showProgress(what: string): Progress {
  const isShown = process.stderr.isTTY === true;
  const start = performance.now();
  let last = 0;
  return {
    show(done, all) {
      const now = performance.now();
      if (!isShown || now - start < 1000 || now - last < 100) return;
      last = now;
      writeOut('stderr', `\r${what}: ${done} of ${all}`);
    },
    end() {
      if (last > 0) writeOut('stderr', '\r\u001b[K');
    },
  };
}
