/** The shape of a php-fpm file: `SECTION KEY` of each setting, whose value is one word or one string. */
export function readPhpFpm(text: string): readonly string[] {
  let section = '';
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith(';'))
    .flatMap((line) => {
      const header = /^\[([\w.:-]+)\]$/.exec(line);
      if (header !== null) {
        section = header[1] === 'global' ? 'global' : 'pool';
        return [];
      }
      const [, key] = /^([\w.[\]]+) = (?:[A-Za-z0-9/._:-]+|"(?:[^"\\]|\\.)*")$/.exec(line) ?? [];
      if (key === undefined) throw new SyntaxError(`php-fpm: ${line}`);
      return [`${section} ${key}`];
    });
}
