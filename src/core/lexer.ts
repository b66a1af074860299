import { type Dialect, TOKEN } from './dialect.ts';

/** Where in a configuration file the text so far has led. */
export interface LexicalState {
  /** The quote that is open, if any. */
  readonly mode: 'code' | 'comment' | 'string';
  readonly quote: string;
  /** The current statement so far, whitespace collapsed; see `Dialect.kindsAfter`. */
  readonly statement: string;
  /** With what the line begins if it is indented; see `Dialect.indented`. */
  readonly above: string;
  /** How many of the dialect's brackets are open. */
  readonly depth: number;
  readonly isLineStart: boolean;
  /** A backslash waits for what it escapes. */
  readonly isEscaped: boolean;
  /** A token has just been written: what follows must not lengthen it. */
  readonly isAfterToken: boolean;
}

export const START: LexicalState = {
  mode: 'code',
  quote: '',
  statement: '',
  above: '',
  depth: 0,
  isLineStart: true,
  isEscaped: false,
  isAfterToken: false,
};

/** Reads constant text; answers the state after it, or what is wrong with it. */
export function readText(
  dialect: Dialect,
  from: LexicalState,
  text: string,
): LexicalState | string {
  let state = from;
  for (const character of text) {
    if (state.isAfterToken && !mayFollow(dialect, state, character)) {
      return `an interpolation must be a whole token, but ${JSON.stringify(character)} follows it`;
    }
    const problem = problemOf(dialect, state, character);
    if (problem !== null) return problem;
    state = step(dialect, state, character);
  }
  return state;
}

function mayFollow(dialect: Dialect, { statement }: LexicalState, character: string): boolean {
  return isBoundary(character, (dialect.after?.(statement) ?? '') + dialect.terminators);
}

/** What programs read in another way than `step` does, and no template needs. */
function problemOf(dialect: Dialect, state: LexicalState, character: string): string | null {
  const isComment = state.mode === 'comment';
  const last = isComment ? '' : state.statement.at(-1);
  // To some it is a blank, to some nothing, to some part of the word; two may be one.
  if (character === '\n' && (state.isEscaped || last === '\\')) {
    return 'a backslash at the end of a line may take the next one into it';
  }
  if (isComment) return null;
  if (state.statement.length > LONGEST_STATEMENT) return 'this statement does not end';
  if (state.mode === 'code' && state.isEscaped && isSpace(character)) {
    return 'a backslash before a blank may make it part of the word';
  }
  if (state.mode === 'code' && isOtherBlank(character)) {
    return `${JSON.stringify(character)} is a blank to some programs, to others a letter`;
  }
  if (state.mode === 'string') {
    if (character === '\n' && dialect.terminators.includes('\n')) {
      return 'a string may not go on in the next line';
    }
    const isEscape = last === '\\' && (character === '\\' || dialect.quotes.includes(character));
    return isEscape && !dialect.escapes ? 'a backslash does not escape here' : null;
  }
  const isSpecial =
    dialect.inWords.includes(character) ||
    (dialect.quotes.includes(character) && !dialect.opensWithin);
  const isInWord = last !== undefined && !isBoundary(last, dialect.before);
  if (isSpecial && isInWord && !state.isEscaped) {
    return `${character} stands in the middle of a word: quote the whole word`;
  }
  return null;
}

// Longer than any line that the programs read; it keeps the guard's work small.
const LONGEST_STATEMENT = 8192;

/** Where a token stands: the kinds that may, and the state after it; or why none may. */
export function readToken(
  dialect: Dialect,
  state: LexicalState,
): { readonly kinds: readonly string[]; readonly next: LexicalState } | string {
  if (state.mode === 'comment') return { kinds: ['comment'], next: state };
  if (state.mode === 'string') return 'an interpolation may not stand in a quoted string';
  if (state.isEscaped) return 'an interpolation may not stand after a backslash';
  if (state.isAfterToken) return 'two interpolations stand together: make one token of them';
  const last = state.statement.at(-1);
  if (last !== undefined && !isBoundary(last, dialect.before)) {
    return `an interpolation must be a whole token, but ${JSON.stringify(last)} stands before it`;
  }
  const kinds = dialect.kindsAfter(state.statement);
  if (kinds.length === 0) return `no value may stand after "${state.statement.trim()}"`;
  const statement = collapse(state.statement + TOKEN);
  return { kinds, next: { ...state, statement, isLineStart: false, isAfterToken: true } };
}

/** The state after raw text that is alone on its line; null where none may stand. */
export function readRaw({ raw }: Dialect, state: LexicalState): LexicalState | null {
  const { mode, statement, depth, isLineStart, isEscaped, isAfterToken } = state;
  if (raw === null || mode !== 'code' || statement !== '' || depth !== 0) return null;
  if (!isLineStart || isEscaped || isAfterToken) return null;
  return { ...state, isLineStart: false, isAfterToken: true };
}

function step(dialect: Dialect, state: LexicalState, character: string): LexicalState {
  const next = { ...state, isAfterToken: false, isEscaped: false };
  if (state.mode === 'comment') {
    if (character !== '\n') {
      return { ...next, isEscaped: dialect.comment.goesOn && character === '\\' };
    }
    const { depth } = state;
    return {
      ...START,
      statement: carriedOver(dialect, state),
      above: aboveNext(dialect, state),
      depth,
    };
  }
  const isLineStart = character === '\n' || (state.isLineStart && isSpace(character));
  const isIndent =
    state.isLineStart && state.statement === '' && character !== '\n' && isSpace(character);
  const before = isIndent ? state.above : state.statement;
  const grown = { ...next, isLineStart, statement: collapse(before + character) };
  if (state.isEscaped) return grown;
  if (character === '\\') return { ...grown, isEscaped: true };
  if (state.mode === 'string') {
    return character === state.quote ? { ...grown, mode: 'code', quote: '' } : grown;
  }
  if (dialect.quotes.includes(character)) return { ...grown, mode: 'string', quote: character };
  if (startsComment(dialect, state, character)) return { ...next, mode: 'comment' };
  const depth = state.depth + bracketStep(dialect, character);
  if (!dialect.terminators.includes(character)) return { ...grown, depth };
  const statement = dialect.carriesOver?.(state.statement) ?? '';
  return { ...grown, depth, statement, above: aboveNext(dialect, state) };
}

/** What stands above the next line: an empty one leaves it. */
function aboveNext({ indented }: Dialect, { statement, above }: LexicalState): string {
  return statement === '' ? above : (indented?.(statement) ?? '');
}

/** What is left of the statement behind a comment: all of it where lines end none. */
function carriedOver({ terminators, carriesOver }: Dialect, { statement }: LexicalState): string {
  return terminators.includes('\n') ? (carriesOver?.(statement) ?? '') : statement;
}

function bracketStep({ raw }: Dialect, character: string): number {
  return [0, 1, -1][(raw?.brackets ?? '').indexOf(character) + 1] ?? 0;
}

function startsComment(dialect: Dialect, state: LexicalState, character: string): boolean {
  if (!dialect.comment.characters.includes(character)) return false;
  if (state.isLineStart || dialect.comment.at === 'anywhere') return true;
  return dialect.comment.at === 'word' && /^$|[ \t\r\n]$/.test(state.statement);
}

function isBoundary(character: string, allowed: string): boolean {
  return isSpace(character) || allowed.includes(character);
}

/** What separates words everywhere. */
function isSpace(character: string): boolean {
  return /[ \t\r\n]/.test(character);
}

/** A no-break space and its like, which separate words for Python, supervisor's language. */
function isOtherBlank(character: string): boolean {
  return /[\s\x1c-\x1f\x85]/.test(character) && !isSpace(character);
}

/** One space for a run of whitespace, one TOKEN for several in a row: the states of a loop stay few. */
function collapse(statement: string): string {
  return statement
    .replace(/^[ \t\r\n]+/, '')
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(REPEATED_TOKEN, '');
}

const REPEATED_TOKEN = new RegExp(`${TOKEN} (?=${TOKEN})`, 'g');
