/** The shape of a shell script: each simple command by its first word, with the number of its words. */
export function readShell(text: string): readonly string[] {
  const shape: string[] = [];
  let words: string[] = [];
  const end = () => {
    const [first] = words;
    if (first !== undefined) shape.push(`${first.replace(/=.*/s, '=')} ${words.length}`);
    words = [];
  };
  let rest = text;
  while (rest !== '') {
    const [piece = '', blank, comment, terminator, word] = PIECE.exec(rest) ?? [];
    if (piece === '') throw new SyntaxError(`shell: ${rest.slice(0, 80)}`);
    if (terminator !== undefined) end();
    else if (word !== undefined) words.push(word);
    else if (blank === undefined && comment === undefined)
      throw new TypeError('a piece of no kind');
    rest = rest.slice(piece.length);
  }
  end();
  return shape;
}

const PIECE =
  /^(?:([ \t]+)|(#[^\n]*)|([\n;&|()]+)|((?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\;&|()])+))/s;
