import type { Place, Placed } from './place.ts';

/**
 * One whole token of a configuration language, quoted by its dialect. Templates place tokens and nothing else; only `mint`
 * makes them, and only dialects call it.
 */
export class Token {
  readonly #dialect: string;
  readonly #kind: string;
  readonly #text: string | Inexpressible;
  readonly #places: readonly Place[];

  /** @param secret keeps everybody but `mint` from making tokens. */
  constructor(secret: symbol, dialect: string, kind: string, made: Made) {
    if (secret !== SECRET) throw new TypeError('tokens are made by dialects');
    this.#dialect = dialect;
    this.#kind = kind;
    this.#text = made.text;
    this.#places = made.places;
  }

  /** Where the values of a token stand, in their order. */
  static placesOf(value: unknown): readonly Place[] {
    return typeof value === 'object' && value !== null && #places in value ? value.#places : [];
  }

  /** What a token is, for the check of custom templates; null: it is none. */
  static describe(value: object): { readonly dialect: string; readonly kind: string } | null {
    return #text in value ? { dialect: value.#dialect, kind: value.#kind } : null;
  }

  /** The text of a token, if it is one, of that dialect and one of those kinds; anything else is a mistake of ours. */
  static read(value: unknown, dialect: string, kinds: readonly string[]): string | Inexpressible {
    if (typeof value !== 'object' || value === null || !(#text in value)) {
      throw new TypeError(`not a token: ${typeof value}`);
    }
    if (value.#dialect !== dialect) {
      throw new TypeError(`a token of ${value.#dialect} in a file of ${dialect}`);
    }
    if (!kinds.includes(value.#kind)) {
      throw new TypeError(
        `a ${value.#kind} of ${dialect} where only ${kinds.join(', ')} may stand`,
      );
    }
    return value.#text;
  }
}

const SECRET = Symbol('mint');

interface Made {
  readonly text: string | Inexpressible;
  readonly places: readonly Place[];
}

/** A value that the language has no way to hold, for whatever reason. */
export interface Inexpressible {
  readonly place: Place;
  readonly value: string;
  readonly why: string;
}

/** What stands between the literal parts of a token: values of the descriptor, alone or joined. */
export type Part = Value | Joined | Piece;

type Value = Placed<string> | Placed<number>;

/** Several values or pieces in one token, with the language's own syntax between them. */
export interface Joined {
  readonly separator: string;
  readonly items: readonly Part[];
}

export function join(separator: string, items: Joined['items']): Joined {
  return { separator, items };
}

/** A part of a token that has literal parts of its own. */
export interface Piece {
  readonly literals: readonly string[];
  readonly parts: readonly Part[];
}

/** A tag like a `Maker`, for a part of a token: one of several alternatives of a pattern, for example. */
export function piece(literals: TemplateStringsArray, ...parts: readonly Part[]): Piece {
  return { literals: literals.raw, parts };
}

/** A tag: literal parts are the language's own syntax, written by us; every value between them is quoted. */
export type Maker = (literals: TemplateStringsArray, ...parts: readonly Part[]) => Token;

/** How a dialect writes one kind of token. Both functions answer `{ why }` for what the language can't hold. */
export interface Kind {
  /** Escapes one value for its place inside the token. */
  readonly escapeValue: (value: string) => string | Refusal;
  /** Quotes the token as a whole, once its parts are joined. */
  readonly quoteWhole: (text: string) => string | Refusal;
}

export interface Refusal {
  readonly why: string;
  /** Which of the token's values to blame for the whole; the first one. */
  readonly index?: number;
}

/** Makes the maker of one kind of token. For dialects only. */
export function mint(dialect: string, name: string, { escapeValue, quoteWhole }: Kind): Maker {
  return (literals, ...parts) => {
    const values = parts.flatMap(valuesOf);
    for (const { value, place } of values) {
      const escaped = escapeWhole(String(value));
      if (typeof escaped !== 'string') {
        return refused({ place, value: String(value), why: escaped.why });
      }
    }
    // As written: a backslash in a literal part is the language's, not JavaScript's.
    const text = writePiece(literals.raw, parts);
    const quoted = quoteWhole(text);
    if (typeof quoted === 'string') {
      const places = values.map(({ place }) => place);
      return new Token(SECRET, dialect, name, { text: quoted, places });
    }
    const blamed = values[quoted.index ?? 0];
    if (blamed === undefined) throw new TypeError(`${dialect} ${name}: ${quoted.why}: ${text}`);
    return refused({ place: blamed.place, value: String(blamed.value), why: quoted.why });
  };

  function escapeWhole(value: string): string | Refusal {
    return isWellFormed(value) ? escapeValue(value) : LONE_SURROGATE;
  }

  function writePiece(literals: readonly string[], parts: readonly Part[]): string {
    return literals.map((literal, index) => literal + writePart(parts[index])).join('');
  }

  function writePart(part: Part | undefined): string {
    if (part === undefined) return '';
    if ('items' in part) return part.items.map(writePart).join(part.separator);
    if ('parts' in part) return writePiece(part.literals, part.parts);
    return String(escapeWhole(String(part.value)));
  }

  function refused(problem: Inexpressible): Token {
    return new Token(SECRET, dialect, name, { text: problem, places: [problem.place] });
  }
}

function valuesOf(part: Part): readonly Value[] {
  if ('items' in part) return part.items.flatMap(valuesOf);
  return 'parts' in part ? part.parts.flatMap(valuesOf) : [part];
}

const LONE_SURROGATE: Refusal = { why: 'half of a surrogate pair is no character' };

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

/**
 * Makes the maker of comments: control characters, which could end one, are shown as escapes, a backslash at the end is kept
 * from continuing the line, as it does in some languages, and a long text is cut, as some read lines of a few thousand bytes.
 *
 * @param doubled a character that means something in comments too, unless it stands there twice
 */
export function mintComment(dialect: string, doubled = ''): Maker {
  return mint(dialect, 'comment', {
    escapeValue: (value) =>
      value.replace(/[\0-\x1f\x7f]/g, (character) => JSON.stringify(character).slice(1, -1)),
    quoteWhole: (text) => {
      const characters = [...text];
      const isLong = characters.length > LONGEST_COMMENT;
      const shown = isLong ? `${characters.slice(0, LONGEST_COMMENT).join('')}...` : text;
      const kept = doubled === '' ? shown : shown.replaceAll(doubled, doubled + doubled);
      return kept.replace(/\\$/, '\\ ');
    },
  });
}

// With the rest of its line within the 4094 bytes that nginx 1.22 reads as one token.
const LONGEST_COMMENT = 500;
