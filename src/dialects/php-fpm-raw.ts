import { mintRaw, type RawProblem } from '../core/raw.ts';
import { phpFpm } from './php-fpm.ts';

/** Settings of the user's own, for the pool that they stand in. */
export const raw = mintRaw(phpFpm.name, check);

function check(lines: readonly string[]): RawProblem | null {
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (text === '' || text.startsWith(';')) continue;
    if (text.startsWith('[')) return { index, why: 'it starts another pool' };
    const [, name, value = ''] =
      /^([a-z][\w.-]*(?:\[[\w.-]+\])?)[ \t]*=[ \t]*(.*)$/i.exec(text) ?? [];
    if (name === undefined) return { index, why: 'it is no setting (NAME = VALUE)' };
    if (name.toLowerCase() === 'include') return { index, why: 'it reads other files' };
    // A string of PHP's may go on in the next line, and so may what "${" begins.
    if (!/^(?:[^"'\\;#${]|\\.|"(?:[^"\\$]|\\.)*"|'[^']*')*(?:;.*)?$/.test(value)) {
      return { index, why: 'a quote does not end in its line, or a "$" stands in it' };
    }
  }
  return null;
}
