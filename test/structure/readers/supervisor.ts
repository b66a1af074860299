/** The shape of a supervisor file: `SECTION KEY`, with the number of words of a command and of variables of an environment. */
export function readSupervisor(text: string): readonly string[] {
  const shape: string[] = [];
  let section = '';
  // What configparser takes for a comment: the rest of a line from its start, or from a blank on.
  const lines = text.split('\n').map((line) => line.replace(/(^|[ \t])[#;].*$/, ''));
  const code = lines.filter((line) => line.trim() !== '').join('\n');
  for (const line of code.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const header = /^\[(.*)\]$/.exec(line);
    const equals = line.search(/[=:]/);
    if (header !== null) section = header[1]?.replace(/^(fcgi-)?program:.*/, 'program') ?? '';
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
