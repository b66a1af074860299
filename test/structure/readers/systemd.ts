const LISTS = new Set(['ExecStart', 'Environment', 'ReadWritePaths', 'Wants', 'JoinsNamespaceOf']);

/** The shape of a unit file: `SECTION KEY`, and the number of words where the setting is a list of them. */
export function readSystemd(text: string): readonly string[] {
  const shape: string[] = [];
  let section = '';
  for (const line of logicalLines(text)) {
    if (line.trim() === '') continue;
    const header = /^\[(.*)\]$/s.exec(line);
    const equals = line.indexOf('=');
    if (header !== null) section = header[1] ?? '';
    else if (equals < 1) throw new SyntaxError(`systemd: ${line}`);
    else {
      const key = line.slice(0, equals);
      const count = LISTS.has(key) ? words(line.slice(equals + 1)) : 1;
      shape.push(`${section} ${key} ${count}`);
    }
  }
  return shape;
}

/** Lines without comments, which may also stand within a line that goes on. */
function logicalLines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*[#;]/.test(line))
    .join('\n')
    .replace(/(?<!\\)((?:\\\\)*)\\\n/g, '$1 ')
    .split('\n')
    .map((line) => line.trimStart());
}

/** Words as systemd.syntax(7) splits them: quotes open at the start of a word, backslashes escape. */
function words(value: string): number {
  return (
    value.match(
      /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:\\.|[^\s"'\\])(?:\\.|[^\s\\])*)(?=\s|$)/g,
    )?.length ?? 0
  );
}
