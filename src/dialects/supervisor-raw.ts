import { mintRaw, type RawProblem } from '../core/raw.ts';
import { supervisor } from './supervisor.ts';

/** Settings of the user's own, for the section that they stand in. */
export const raw = mintRaw(supervisor.name, check);

function check(lines: readonly string[]): RawProblem | null {
  let hasSetting = false;
  for (const [index, line] of lines.entries()) {
    const text = line.replace(/^[ \t]+/, '');
    if (text === '' || /^[#;]/.test(text)) continue;
    if (text.startsWith('[')) return { index, why: 'it starts another section' };
    const isSetting = /^[a-z_][\w.-]*[ \t]*[=:]/i.test(line);
    const goesOn = text !== line;
    if (goesOn && !hasSetting)
      return { index, why: 'an indented line lengthens the setting above' };
    if (!goesOn && !isSetting) return { index, why: 'it is no setting (NAME=VALUE)' };
    hasSetting = true;
  }
  return null;
}
