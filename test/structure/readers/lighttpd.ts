/** The shape of a lighttpd.conf: its names, operators and brackets in order; strings and numbers count, not what they say. */
export function readLighttpd(text: string): readonly string[] {
  const shape: string[] = [];
  const open: string[] = [];
  const token =
    /\s+|#[^\n]*|"(?:\\"|[^"])*"|[0-9]+|[\w.$-]+|=>|==|!=|=~|!~|=\^|=\$|:=|\+=|[=+(){},[\]]/y;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const [piece] = token.exec(text) ?? [];
    if (piece === undefined)
      throw new SyntaxError(`lighttpd: no token at ${text.slice(at, at + 20)}`);
    if (/^[\s#]/.test(piece)) continue;
    if ('({['.includes(piece)) open.push(piece);
    const opener = { ')': '(', '}': '{', ']': '[' }[piece];
    if (opener !== undefined && open.pop() !== opener)
      throw new SyntaxError(`lighttpd: "${piece}"`);
    shape.push(piece.startsWith('"') ? 'string' : /^[0-9]/.test(piece) ? 'number' : piece);
  }
  if (open.length > 0) throw new SyntaxError('lighttpd: the file ends too early');
  return shape;
}
