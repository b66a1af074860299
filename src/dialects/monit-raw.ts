import { mintRaw, type RawProblem } from '../core/raw.ts';
import { monit } from './monit.ts';

/** Statements of the user's own, for the check that they stand in. */
export const raw = mintRaw(monit.name, check);

function check(lines: readonly string[]): RawProblem | null {
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const why = problemOf(text);
    if (why !== null) return { index, why };
  }
  return null;
}

/** The language knows no lines: a statement has to begin and end with its own, so that it takes nothing from the next. */
function problemOf(text: string): string | null {
  const words = text.match(WORD) ?? [];
  if (words.join('') !== text.replace(/\s+/g, '') && !isCovered(text)) {
    return 'a string or a comment does not end with its statement';
  }
  const [first = '', second] = words.map((word) => word.toLowerCase());
  const plain = words.map((word) => word.toLowerCase());
  if (plain.some((word) => ELSEWHERE.has(word))) return 'it starts another check, or a setting';
  if (!BEGINS.has(first)) return 'it is no statement of a check';
  if (second === undefined || GOES_ON.has(plain.at(-1) ?? '')) {
    return 'it goes on in the next line';
  }
  if (first === 'if' && !plain.includes('then')) return 'it goes on in the next line';
  return null;
}

function isCovered(text: string): boolean {
  return text.replace(WORD, '').trim() === '';
}

const WORD = /"[^"\n]*"|'[^'\n]*'|[^\s"'#]+/g;
const ELSEWHERE = new Set(['check', 'set', 'include']);
const BEGINS = new Set('if group depends every alert noalert mode onreboot restart not'.split(' '));
const GOES_ON = new Set(
  `if then else for within than and or with is = < > == != on exec failed succeeded changed not times cycles? program as uid gid
  host port protocol type timeout`.split(/\s+/),
);
