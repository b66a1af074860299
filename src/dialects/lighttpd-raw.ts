import { mintRaw, type RawProblem } from '../core/raw.ts';
import { lighttpd } from './lighttpd.ts';

/** Statements of the user's own: whole ones, as newlines end none. */
export const raw = mintRaw(lighttpd.name, check);

function check(lines: readonly string[]): RawProblem | null {
  const tokens = read(lines);
  if ('why' in tokens) return tokens;
  const wrong = firstWrong(tokens);
  if (wrong === null) return null;
  const found = tokens[wrong];
  if (found === undefined) {
    const index = tokens.at(-1)?.index ?? 0;
    return { index, why: 'the last statement is not finished' };
  }
  return { index: found.index, why: `no ${JSON.stringify(found.text)} may stand here` };
}

interface Lexeme {
  readonly kind: string;
  readonly text: string;
  readonly index: number;
}

const LEXEME =
  /[ \t]+|#.*|(?<string>"(?:\\"|\\(?!")|[^"\\])*")|(?<number>[0-9]+(?![\w.-]))|(?<name>[a-z_][\w.-]*)|[=!]~|=[>^$]|[=!:+]=|[=+(){},[\]$]/iy;
// What nobody writes by hand.
const DEEPEST = 50;

/** Cuts text as config_tokenizer() does. */
function read(lines: readonly string[]): readonly Lexeme[] | RawProblem {
  const tokens: Lexeme[] = [];
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    LEXEME.lastIndex = 0;
    while (LEXEME.lastIndex < line.length) {
      const found = LEXEME.exec(line);
      // Raw text is indented, which would put blanks into a string that goes on in the next line.
      if (found === null)
        return { index, why: 'it cannot be read, or a string does not end in it' };
      const [text] = found;
      if (/^[ \t#]/.test(text)) continue;
      const [kind = text] = Object.entries(found.groups ?? {}).find(([, part]) => part) ?? [];
      tokens.push({ kind, text, index });
      depth += /^[({]$/.test(text) ? 1 : /^[)}]$/.test(text) ? -1 : 0;
      if (depth > DEEPEST) return { index, why: 'its brackets are nested too deeply' };
    }
  }
  return tokens;
}

/** The first token that is none of a row of whole statements; the number of tokens if the last one is not whole. */
function firstWrong(tokens: readonly Lexeme[]): number | null {
  let at = 0;
  while (at < tokens.length) if (!statement()) return at;
  return null;

  function accept(...kinds: readonly string[]): boolean {
    const isThere = kinds.includes(tokens[at]?.kind ?? '');
    if (isThere) at += 1;
    return isThere;
  }

  function acceptName(...names: readonly string[]): boolean {
    return names.includes(tokens[at]?.text ?? '') && accept('name');
  }

  function statement(): boolean {
    if (accept('$')) return condition() && block() && alternatives();
    if (acceptName('include', 'include_shell')) return expression();
    if (acceptName('global')) return block();
    if (tokens[at]?.text === 'else') return false;
    return accept('name') && accept('=', '+=', ':=') && expression();
  }

  function condition(): boolean {
    const isSubject = accept('name') && accept('[') && accept('string') && accept(']');
    return isSubject && accept('==', '!=', '=~', '!~', '=^', '=$') && expression();
  }

  function block(): boolean {
    if (!accept('{')) return false;
    while (!accept('}')) if (!statement()) return false;
    return true;
  }

  function alternatives(): boolean {
    while (acceptName('else')) {
      if (accept('$') && !condition()) return false;
      if (!block()) return false;
    }
    return true;
  }

  function expression(): boolean {
    do if (!value()) return false;
    while (accept('+'));
    return true;
  }

  function value(): boolean {
    return accept('string', 'number', 'name') || (accept('(') && array());
  }

  function array(): boolean {
    while (!accept(')')) {
      if (!expression() || (accept('=>') && !expression())) return false;
      if (!accept(',') && tokens[at]?.kind !== ')') return false;
    }
    return true;
  }
}
