import { lstatSync, statSync } from 'node:fs';
import { UsageError } from './exit-code.ts';

type Doing = 'read' | 'write to' | 'write into' | 'make';

/**
 * Says why a file or a folder cannot be used, and what to do about it, in words. What is no error of the system is thrown again.
 *
 * @param help what to do where nothing is there
 */
export function fileError(
  doing: Doing,
  path: string,
  error: unknown,
  help = 'check the name, and the folder that this runs in',
): UsageError {
  if (error instanceof UsageError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const known = code === 'ENOENT' ? missing(path, help) : REASONS[code];
  const [reason, remedy] = known ?? [withoutCode(message), 'mend that, or choose another place'];
  const kind = doing === 'read' ? 'input-unreadable' : 'output-unwritable';
  return new UsageError(
    `cannot ${doing} ${path || '""'}: ${reason} [${kind}]\n  = help: ${remedy}`,
  );
}

/**
 * Opening a named pipe waits for somebody to write: nothing would be said until then. The pipes of a shell, <(...), are open already.
 *
 * @throws UsageError for a named pipe, an error of the system where nothing is there
 */
export function refusePipe(path: string): void {
  if (/^\/(dev|proc)\//.test(path) || !statSync(path).isFIFO()) return;
  throw fileError('read', path, { code: 'PIPE' });
}

type Reason = readonly [reason: string, remedy: string];

function missing(path: string, help: string): Reason {
  if (path === '') return ['the name is empty', help];
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink) return ['it is a link to what is not there', 'mend the link, or name another file'];
  return ['there is no such file or folder', help];
}

const PIPE: Reason = [
  'it is a pipe',
  'write into a file first, or pipe into "-" where that is taken',
];
const NO_FOLDER: Reason = ['a file stands where a folder belongs', 'name a folder'];
const DENIED: Reason = ['permission denied', 'choose another place, or run it as somebody who may'];
const FULL: Reason = ['the disk is full', 'make room, or choose another place'];

const REASONS: Readonly<Record<string, Reason>> = {
  EISDIR: ['it is a folder', 'name a file in it'],
  ENOTDIR: NO_FOLDER,
  EEXIST: NO_FOLDER,
  EACCES: DENIED,
  EPERM: DENIED,
  ELOOP: ['its links go in circles', 'mend the links'],
  ENAMETOOLONG: ['the name is too long', 'choose a shorter one'],
  ENXIO: ['it is a socket', 'name a file'],
  PIPE,
  EAGAIN: PIPE,
  NOFILE: ['it is no file', 'take it away, or name another place'],
  ENOSPC: FULL,
  EDQUOT: FULL,
  EROFS: ['the file system is read-only', 'choose another place'],
};

/** Of "EIO: i/o error, read" the words. */
function withoutCode(message: string): string {
  return /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
