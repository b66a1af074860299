/** The shape of a control file: each statement by its first word, with the number of its words. */
export function readMonit(text: string): readonly string[] {
  const shape: { readonly first: string; words: number }[] = [];
  for (const [word] of text.replace(COMMENT, '$1').matchAll(WORD)) {
    if (/^["']$/.test(word)) throw new SyntaxError('monit: a string does not end');
    const last = shape.at(-1);
    if (last === undefined || FIRST.has(word)) shape.push({ first: word, words: 1 });
    else last.words += 1;
  }
  return shape.map(({ first, words }) => `${first} ${words}`);
}

const FIRST = new Set([
  'check',
  'if',
  'start',
  'stop',
  'group',
  'alert',
  'set',
  'beginextra',
  'endextra',
]);
const COMMENT = /("[^"\n]*"|'[^'\n]*')|#[^\n]*/g;
const WORD = /"[^"\n]*"|'[^'\n]*'|["']|[^\s"']+/g;
