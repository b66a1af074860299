/** The shape of a php-fpm file: `SECTION KEY` of each setting. A string goes on until its quote, over lines too. */
export function readPhpFpm(text: string): readonly string[] {
  let section = '';
  let rest = text;
  const found: string[] = [];
  while (rest !== '') {
    const [blank] = /^(?:[ \t]*(?:;[^\n]*)?(?:\n|$))*[ \t]*/.exec(rest) ?? [''];
    rest = rest.slice(blank.length);
    if (rest === '') break;
    const header = /^\[([\w.:-]+)\][ \t]*(?:\n|$)/.exec(rest);
    const setting = header ?? SETTING.exec(rest);
    if (setting === null) throw new SyntaxError(`php-fpm: ${rest.slice(0, 80)}`);
    if (header !== null) section = header[1] === 'global' ? 'global' : 'pool';
    else found.push(`${section} ${setting[1]?.replace(/^env\[.*\]$/, 'env[]')}`);
    rest = rest.slice(setting[0].length);
  }
  return found;
}

const SETTING =
  /^([\w.-]+(?:\[[\w.-]+\])?)[ \t]*=(?:[^"'\\;\n]|\\.|"(?:[^"\\]|\\[\s\S])*"|'[^']*')*(?:;[^\n]*)?(?:\n|$)/;
