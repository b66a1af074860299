/**
 * One configuration language, as the guard of the templates sees it: where comments, strings and statements begin and end,
 * and which kind of token may stand where. Its token makers are functions beside it, made by `mint`.
 */
export interface Dialect {
  readonly name: string;
  /** What starts a comment, where it may, and whether it goes on in the next line after a backslash. */
  readonly comment: {
    readonly characters: string;
    readonly at: 'line' | 'word' | 'anywhere';
    readonly goesOn: boolean;
  };
  /** The characters that open and close strings in constant text. */
  readonly quotes: string;
  /** Whether a quote opens a string in the middle of a word too. */
  readonly opensWithin: boolean;
  /** Whether a backslash in a string escapes quotes and backslashes, whatever its quotes. */
  readonly escapes: boolean;
  /** What ends a statement; whitespace that does not is a separator. */
  readonly terminators: string;
  /** Those of them that are part of a word where they stand in one. */
  readonly inWords: string;
  /** The characters, whitespace and the start of a statement apart, that may stand directly before a token. */
  readonly before: string;
  /** What raw text needs besides a line of its own at the start of a statement; null: there is none. */
  readonly raw: RawPlaces | null;
  /**
   * The kinds of token that may stand after the statement's text so far, in which TOKEN stands for tokens and every run of
   * whitespace is one space. None: no value may stand there.
   */
  kindsAfter(statement: string): readonly string[];
  /** The characters that may stand directly after a token that ends such a text, whitespace and terminators apart; none. */
  after?(statement: string): string;
  /** With what the next line begins where a terminator does not quite end a statement; none: with nothing. */
  carriesOver?(statement: string): string;
  /** With what an indented line begins, where it goes on with the statement above it; none: it does not go on. */
  indented?(statement: string): string;
}

export interface RawPlaces {
  /** The brackets, an opening and a closing one, within which no statement starts. */
  readonly brackets: string;
  /** Whether a statement may be indented. */
  readonly canBeIndented: boolean;
}

/** What stands for one token, or several in a row, in a statement. */
export const TOKEN = '\u0001';
