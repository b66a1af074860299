/** The shape of a supervisor file: `SECTION KEY`, with the number of words of a command and of variables of an environment. */
export function readSupervisor(text: string): readonly string[] {
  const shape: string[] = [];
  let section = '';
  for (const entry of text.replace(/\n[ \t]+/g, ' ').split('\n')) {
    // What configparser takes for a comment: a line of its own, or the rest after a blank and a semicolon.
    const line = entry.replace(/\s;.*$/, '');
    if (line.trim() === '' || /^[#;]/.test(line)) continue;
    const header = /^\[(.*)\]$/.exec(line);
    const equals = line.search(/[=:]/);
    if (header !== null) section = header[1]?.split(':')[0] ?? '';
    else if (equals < 1) throw new SyntaxError(`supervisor: ${line}`);
    else {
      const key = line.slice(0, equals).trim();
      const value = line.slice(equals + 1);
      const count = key === 'command' ? words(value) : key === 'environment' ? variables(value) : 1;
      shape.push(`${section} ${key} ${count}`);
    }
  }
  return shape;
}

function words(value: string): number {
  return value.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+/g)?.length ?? 0;
}

function variables(value: string): number {
  return value.match(/\w+=(?:"[^"]*"|'[^']*')(?:,|\s*$)/g)?.length ?? 0;
}
