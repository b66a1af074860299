import { mintRaw, type RawProblem } from '../core/raw.ts';
import { shell } from './shell.ts';

/** Commands of the user's own. What could be read in more than one way is refused, sound or not. */
export const raw = mintRaw(shell.name, check);

function check(lines: readonly string[]): RawProblem | null {
  const open: { readonly word: string; readonly index: number }[] = [];
  for (const [index, line] of lines.entries()) {
    const words = wordsOf(line);
    if (typeof words === 'string') return { index, why: words };
    if (GOES_ON.test(words.at(-1) ?? '')) return { index, why: 'what ends it lengthens the line' };
    if (isBareFunction(words)) return { index, why: 'a function begins with a "{" in its line' };
    let isCommand = true;
    for (const word of words) {
      const goesOn = isCommand || word === ')' ? STEPS.get(word) : undefined;
      if (goesOn !== undefined && !goesOn.after.includes(open.pop()?.word ?? '')) {
        return { index, why: `its "${word}" does not belong to anything` };
      }
      const isBeginning = word === '(' || (isCommand && BEGINS.has(word));
      if (isBeginning || goesOn?.isLast === false) open.push({ word, index });
      isCommand = /^[;&|()]+$/.test(word) || (isCommand && LEADING.has(word));
    }
  }
  const [first] = open;
  return first === undefined
    ? null
    : { index: first.index, why: `its "${first.word}" does not end` };
}

/** What begins a compound command, what goes on with one, and what ends it; where a command may stand. */
const BEGINS = new Set(['if', 'while', 'until', 'for', 'case', '{']);
const STEPS: ReadonlyMap<string, { readonly after: readonly string[]; readonly isLast: boolean }> =
  new Map([
    ['then', { after: ['if', 'elif'], isLast: false }],
    ['elif', { after: ['then'], isLast: false }],
    ['else', { after: ['then'], isLast: false }],
    ['fi', { after: ['then', 'else'], isLast: true }],
    ['do', { after: ['while', 'until', 'for'], isLast: false }],
    ['done', { after: ['do'], isLast: true }],
    ['}', { after: ['{'], isLast: true }],
    [')', { after: ['('], isLast: true }],
  ]);
const LEADING = new Set([...BEGINS, 'then', 'elif', 'else', 'do', '!']);
const GOES_ON = /^(?:&&|\|{1,2}|\d*[<>]+[&|]?|!)$/;

/** dash takes any command for the body of a function, also one of the next line. */
function isBareFunction(words: readonly string[]): boolean {
  return words.some(
    (word, index) => word === '(' && words[index + 1] === ')' && words[index + 2] !== '{',
  );
}

/** The words and operators of a line, strings as they are; or what keeps the line from ending where it does. */
function wordsOf(line: string): readonly string[] | string {
  const words: string[] = [];
  let rest = line.replace(/^[ \t]+/, '');
  while (rest !== '' && !rest.startsWith('#')) {
    if (rest.startsWith('<<')) return 'a here-document takes what follows into it';
    const [text = ''] = OPERATOR.exec(rest) ?? WORD.exec(rest) ?? [];
    if (text === '') return PROBLEMS[rest.charAt(0)] ?? 'it does not end with its line';
    words.push(text);
    rest = rest.slice(text.length).replace(/^[ \t]+/, '');
  }
  return words;
}

const OPERATOR = /^(?:[()]|[;&|]+|\d*[<>]+[&|]?)/;
// Within double quotes and braces nothing nests: what does is refused.
const DOUBLE = String.raw`"(?:[^"\\$\x60]|\\.|\$(?![({])|\$\{[^"'\\$\x60{}]*\}|\$\([^"'\\$\x60()#]*\))*"`;
const VARIABLE = String.raw`\$\{[^"'\\$\x60{}]*\}|\$(?![({'"])`;
const SUBSTITUTION = String.raw`\$\([^"'\\$\x60()#]*\)`;
const WORD = new RegExp(
  String.raw`^(?:'[^']*'|${DOUBLE}|\\.|${VARIABLE}|${SUBSTITUTION}|[^ \t'"\\$\x60;&|()<>])+`,
);
const PROBLEMS: Readonly<Record<string, string>> = {
  "'": 'a string goes on in the next line',
  '"': 'a string goes on in the next line, or holds more than variables and simple commands',
  '\\': 'its backslash lengthens the line',
  $: 'a substitution does not end, or is more than a simple command',
  '`': 'a backquote may take what follows into it: write $(...)',
};
