import { isNoText } from '../refusals.ts';

/** Quotes hold everything but what systemd doesn't take for UTF-8. */
export function isRefusable(value: string): boolean {
  return isNoText(value) || [...value].some((character) => isNoncharacter(character));
}

/** The rest of a line ends with it, has no blanks at its ends, and goes on in the next one after a backslash. */
export function isRefusableLine(value: string): boolean {
  return isRefusable(value) || /[\n\r]|^[ \t]|[ \t\\]$/.test(value);
}

/** U+FDD0 to U+FDEF, and the last two of each plane. */
function isNoncharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
}
