import { mintRaw, type RawProblem } from '../core/raw.ts';
import { uwsgi } from './uwsgi.ts';

/** Options of the user's own, for the section that they stand in. */
export const raw = mintRaw(uwsgi.name, check);

function check(lines: readonly string[]): RawProblem | null {
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (/(?<!%)(%%)*%$/.test(line)) return { index, why: 'its "%" takes the next line into it' };
    if (text === '' || /^[#;]/.test(text)) continue;
    if (text.startsWith('[')) return { index, why: 'it starts another section' };
    if (!/^[a-z][\w-]*[ \t]*=/i.test(text)) return { index, why: 'it is no option (NAME = VALUE)' };
    // Even by whoever only looks at the file, such as a check.
    if (text.includes('@('))
      return { index, why: 'uWSGI runs or reads what is in "@(" as it reads the file' };
  }
  return null;
}
