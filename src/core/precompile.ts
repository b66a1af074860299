import Handlebars from 'handlebars';
import type { Dialect } from './dialect.ts';
import { BLOCKS, guard } from './guard.ts';

/** The helper through which every interpolation goes: `{{name}}` is compiled as `{{place name "kinds"}}`. */
const PLACE = 'place';

/**
 * Compiles a template of a dialect, once the guard has let it pass. A partial (`{{> target/file.dialect}}`, alone on its
 * line) is put in its place with its indentation first, so the guard sees it where it stands.
 *
 * @returns the source of a Handlebars template specification
 * @throws SyntaxError `templates/NAME.hbs:LINE:COLUMN: why`
 */
export function precompile(
  name: string,
  dialect: Dialect,
  load: (name: string) => string | undefined,
): string {
  const lines = expand(name, '', load, []);
  const program = Handlebars.parse(lines.map(({ text }) => text).join('\n'));
  const positions = guard(program, dialect, ({ loc }) => {
    const origin = lines[loc.start.line - 1];
    if (origin === undefined) return `templates/${name}.hbs`;
    const column = Math.max(loc.start.column - origin.indent + 1, 1);
    return `templates/${origin.name}.hbs:${origin.line}:${column}`;
  });
  for (const [node, kinds] of positions) {
    node.params = [
      node.path,
      { type: 'StringLiteral', value: kinds.join(' '), original: kinds.join(' '), loc: node.loc },
    ] as hbs.AST.Expression[];
    node.path = {
      type: 'PathExpression',
      data: false,
      depth: 0,
      parts: [PLACE],
      original: PLACE,
      loc: node.loc,
    } as hbs.AST.PathExpression;
  }
  return String(
    Handlebars.precompile(program, {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
      // The declared type knows the built-in names only.
      knownHelpers: Object.fromEntries([...BLOCKS, PLACE].map((helper) => [helper, true])) as never,
    }),
  );
}

interface Line {
  readonly text: string;
  readonly name: string;
  readonly line: number;
  readonly indent: number;
}

function expand(
  name: string,
  indent: string,
  load: (name: string) => string | undefined,
  parents: readonly string[],
): Line[] {
  const source = load(name);
  if (source === undefined) throw new SyntaxError(`no template "${name}"`);
  if (parents.includes(name)) throw new SyntaxError(`template "${name}" includes itself`);
  const isPart = parents.length > 0;
  const lines = (isPart ? source.replace(/\n$/, '') : source).split('\n');
  return lines.flatMap((text, index) => {
    const partial = /^(\s*)\{\{>\s*([\w./-]+)\s*\}\}$/.exec(text);
    if (partial?.[2] !== undefined) {
      return expand(partial[2], indent + (partial[1] ?? ''), load, [...parents, name]);
    }
    const isBlank = text === '';
    return { text: isBlank ? '' : indent + text, name, line: index + 1, indent: indent.length };
  });
}
