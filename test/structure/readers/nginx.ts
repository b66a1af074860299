/** The shape of an nginx.conf: one line for each directive, `DEPTH NAME PARAMETERS`; values play no part in it. */
export function readNginx(text: string): readonly string[] {
  const shape: string[] = [];
  let words: string[] = [];
  let depth = 0;
  const end = (mark: string): void => {
    // The lines of a types, map or geo block begin with a value.
    const name =
      words[0]?.replace(/^(?:[a-z]+\/[a-z0-9.+-]+|[A-Z]+|[0-9a-f.:]+\/[0-9]+)$/, 'x') ?? '';
    shape.push(`${depth} ${name} ${words.length - 1}${mark}`);
    words = [];
  };
  const token =
    /\s+|#[^\n]*|[;{}]|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|(?:\\[\s\S]|[^\s;{}"'\\])(?:\\[\s\S]|\$\{|[^\s;{\\])*/y;
  while (token.lastIndex < text.length) {
    const [piece] = token.exec(text) ?? [];
    if (piece === undefined) throw new SyntaxError('nginx: no token here');
    if (piece === ';') end('');
    else if (piece === '{') {
      end(' {');
      depth += 1;
    } else if (piece === '}') {
      if (words.length > 0 || depth === 0) throw new SyntaxError('nginx: "}" out of place');
      depth -= 1;
    } else if (!/^[\s#]/.test(piece)) words.push(piece);
  }
  if (depth !== 0 || words.length > 0) throw new SyntaxError('nginx: the file ends too early');
  return shape;
}
