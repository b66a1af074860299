import { mintRaw, type RawProblem } from '../core/raw.ts';
import { systemd } from './systemd.ts';

/** Settings of the user's own, for the section that they stand in. */
export const raw = mintRaw(systemd.name, check);

function check(lines: readonly string[]): RawProblem | null {
  let goesOn: number | null = null;
  for (const [index, line] of lines.entries()) {
    const text = line.replace(/^[ \t]+/, '');
    // systemd 252: comments may stand between the lines of one setting, and do not end it.
    if (/^[#;]/.test(text)) continue;
    if (text.startsWith('[')) return { index, why: 'it starts another section' };
    if (goesOn === null && text !== '' && !/^[a-z][a-z0-9-]*[ \t]*=/i.test(text)) {
      return { index, why: 'it is no setting (NAME=VALUE)' };
    }
    const [, backslashes = ''] = /(\\*)$/.exec(line) ?? [];
    goesOn = backslashes.length % 2 === 1 ? index : null;
  }
  return goesOn === null ? null : { index: goesOn, why: 'its backslash lengthens the line' };
}
