import { mintRaw, type RawProblem } from '../core/raw.ts';
import { apache } from './apache.ts';

/** Directives of the user's own: sections closed in order, quotes in their line. */
export const raw = mintRaw(apache.name, check);

function check(lines: readonly string[]): RawProblem | null {
  const cut = lines.findIndex((line, index) => isCut(line, lines[index + 1]));
  if (cut >= 0) return { index: cut, why: 'its backslash lengthens the line' };
  const sections: { readonly name: string; readonly index: number }[] = [];
  for (const { index, parts } of directives(lines)) {
    const text = parts.join('').trim();
    if (text === '' || text.startsWith('#')) continue;
    const unclosed = parts.findIndex((part) => !QUOTED.test(part));
    if (unclosed >= 0) return { index: index + unclosed, why: 'a quote does not end in its line' };
    const name = DIRECTIVE.exec(text)?.[1];
    const opened = OPENING.exec(text)?.[1];
    const closed = CLOSING.exec(text)?.[1]?.toLowerCase();
    // httpd 2.4.71: Use m "</VirtualHost>", where the macro is $a alone, ends the virtual host.
    if (/^(macro|use)$/i.test(name ?? opened ?? '')) {
      return { index, why: 'a macro can end what it stands in' };
    }
    if (opened !== undefined) sections.push({ name: opened.toLowerCase(), index });
    else if (closed !== undefined && sections.pop()?.name !== closed) {
      return { index, why: 'it closes a section that is not its own' };
    }
    if ((name ?? opened ?? closed) === undefined) {
      return { index, why: 'it is neither a directive nor a whole section' };
    }
  }
  const open = sections.at(-1);
  return open === undefined ? null : { index: open.index, why: 'its section is not closed' };
}

// A name that is in quotes, or comes of a variable, could be the end of a section.
const DIRECTIVE = /^([a-z]\w*)(?![^ \t])/i;
const OPENING = /^<([a-z]\w*)(?:[ \t].*)?>$/i;
const CLOSING = /^<\/([a-z]\w*)>$/i;

// Words as ap_getword_conf() reads them: a quote counts at the start of one.
const QUOTED =
  /^(?:[ \t]|"(?:\\["\\]|\\(?!["\\])|[^"\\])*"|'(?:\\['\\]|\\(?!['\\])|[^'\\])*'|[^ \t"'][^ \t]*(?![^ \t]))*$/;

/** A line that goes on beyond the text, or a word that goes on in the next line, which will be indented. */
function isCut(line: string, next: string | undefined): boolean {
  if (!line.endsWith('\\')) return false;
  return next === undefined || (/[^ \t]\\$/.test(line) && /^[^ \t]/.test(next));
}

interface Directive {
  readonly index: number;
  /** One for each line that it goes on in. */
  readonly parts: readonly string[];
}

function directives(lines: readonly string[]): readonly Directive[] {
  const found: Directive[] = [];
  let parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    // A backslash before it is no escape (httpd 2.4.71), and a comment goes on, too.
    parts.push(line.replace(/\\$/, ''));
    if (line.endsWith('\\')) continue;
    found.push({ index: index - parts.length + 1, parts });
    parts = [];
  }
  return found;
}
