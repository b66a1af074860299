import { CST, Lexer } from 'yaml';

/** One piece of a YAML text; all of them together are the text. */
export interface Lexeme {
  readonly kind:
    | 'plain-scalar'
    | 'quoted-scalar'
    | 'block-scalar'
    | 'comment'
    | 'space'
    | 'newline'
    | 'colon'
    | 'other';
  readonly text: string;
  readonly offset: number;
}

/** Cuts a YAML text as the parser's own lexer does: a "#" inside a string is no comment here. */
export function* lexemes(source: string): Generator<Lexeme> {
  let offset = 0;
  let isScalar = false;
  let isBlock = false;
  for (const text of new Lexer().lex(source)) {
    const type: string | null = isScalar ? 'scalar' : CST.tokenType(text);
    // Marks of the lexer's own, which stand before a scalar, a document and a broken flow collection.
    if (!isScalar && (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end')) {
      isScalar = type === 'scalar';
      continue;
    }
    const scalar = isBlock ? 'block-scalar' : 'plain-scalar';
    yield { kind: isScalar ? scalar : (KINDS[type ?? ''] ?? 'other'), text, offset };
    if (isScalar || type === 'block-scalar-header') isBlock = type === 'block-scalar-header';
    isScalar = false;
    offset += text.length;
  }
}

const KINDS: Readonly<Record<string, Lexeme['kind']>> = {
  comment: 'comment',
  space: 'space',
  newline: 'newline',
  'map-value-ind': 'colon',
  'single-quoted-scalar': 'quoted-scalar',
  'double-quoted-scalar': 'quoted-scalar',
};
