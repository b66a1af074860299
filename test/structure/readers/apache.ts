/** The shape of an httpd.conf: `DEPTH NAME ARGUMENTS` for each directive and section; values play no part in it. */
export function readApache(text: string): readonly string[] {
  const shape: string[] = [];
  let depth = 0;
  // A backslash at the end of a line, a comment's too, continues it.
  for (const line of text.replace(/\\\r?\n/g, '').split('\n')) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const section = /^<(\/?)(\w+)(.*)>$/s.exec(content);
    if (section === null) {
      const [name = '', ...rest] = words(content);
      shape.push(`${depth} ${name} ${rest.length}`);
    } else if (section[1] === '/') {
      depth -= 1;
      shape.push(`${depth} /${section[2]}`);
    } else {
      shape.push(`${depth} <${section[2]} ${words(section[3] ?? '').length}`);
      depth += 1;
    }
  }
  if (depth !== 0) throw new SyntaxError('apache: a section is not closed');
  return shape;
}

function words(line: string): readonly string[] {
  return line.match(/"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\S+/g) ?? [];
}
