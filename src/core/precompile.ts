import Handlebars from 'handlebars';
import type { Dialect } from './dialect.ts';
import { guard, type Positions } from './guard.ts';
import type { Block, Path, Program } from './program.ts';
import { RAW } from './raw.ts';

/**
 * Compiles a template of a dialect, once the guard has let it pass. A partial (`{{> target/file.dialect}}`, alone on its
 * line) is put in its place with its indentation first, so the guard sees it where it stands.
 *
 * @throws SyntaxError `templates/NAME.hbs:LINE:COLUMN: why`
 */
export function precompile(
  name: string,
  dialect: Dialect,
  load: (name: string) => string | undefined,
): Program {
  const lines = expand(name, '', load, []);
  const locate = ({ line, column }: { readonly line: number; readonly column: number }): string => {
    const origin = lines[line - 1] ?? { name, line: 1, indent: 0 };
    return `templates/${origin.name}.hbs:${origin.line}:${Math.max(column - origin.indent + 1, 1)}`;
  };
  const ast = parse(lines, locate);
  return toProgram(
    ast,
    guard(ast, dialect, ({ loc }) => locate(loc.start)),
  );
}

/** The guard has seen that there is nothing else than what is translated here. */
function toProgram({ body }: hbs.AST.Program, positions: Positions): Program {
  return body.flatMap((node): Program => {
    switch (node.type) {
      case 'ContentStatement': {
        const { value } = node as hbs.AST.ContentStatement;
        return value === '' ? [] : [value];
      }
      case 'MustacheStatement': {
        const interpolation = node as hbs.AST.MustacheStatement;
        const kinds = positions.get(interpolation) ?? [];
        const path = toPath(interpolation.path);
        const isRaw = kinds.includes(RAW);
        return [isRaw ? { path, kinds, indent: node.loc.start.column } : { path, kinds }];
      }
      case 'BlockStatement': {
        const { path, params, program, inverse } = node as hbs.AST.BlockStatement;
        return [
          {
            block: (path as hbs.AST.PathExpression).original as Block['block'],
            path: toPath(params[0]),
            body: toProgram(program, positions),
            otherwise: inverse === undefined ? [] : toProgram(inverse, positions),
          },
        ];
      }
      default:
        return [];
    }
  });
}

function toPath(expression: hbs.AST.Expression | undefined): Path {
  const { depth, parts } = expression as hbs.AST.PathExpression;
  return [depth, ...parts];
}

function parse(
  lines: readonly Line[],
  locate: (place: { readonly line: number; readonly column: number }) => string,
): hbs.AST.Program {
  try {
    return Handlebars.parse(lines.map(({ text }) => text).join('\n'));
  } catch (error) {
    // The parser's own errors know their line at most, in their text; the column is that of its start.
    const { message, lineNumber, column } = error as Partial<ParseError> & Error;
    const line = lineNumber ?? Number(/^Parse error on line (\d+)/.exec(message)?.[1] ?? 1);
    const token = /got '(\w+)'$/.exec(message)?.[1];
    const why = token === undefined ? message.replace(/ - \d+:\d+$/, '') : `unexpected ${token}`;
    throw new SyntaxError(`${locate({ line, column: column ?? 0 })}: ${why}`, { cause: error });
  }
}

interface ParseError {
  readonly lineNumber: number;
  readonly column: number;
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
  const isPart = parents.length > 0;
  const lines = (isPart ? source.replace(/\n$/, '') : source).split('\n');
  return lines.flatMap((text, index) => {
    const [, space = '', partial] = /^(\s*)\{\{>\s*([\w./-]+)\s*\}\}$/.exec(text) ?? [];
    if (partial !== undefined) {
      const place = `templates/${name}.hbs:${index + 1}:${space.length + 1}`;
      if (load(partial) === undefined) throw new SyntaxError(`${place}: no template "${partial}"`);
      if ([...parents, name].includes(partial)) {
        throw new SyntaxError(`${place}: "${partial}" would include itself`);
      }
      return expand(partial, indent + space, load, [...parents, name]);
    }
    const isBlank = text === '';
    return { text: isBlank ? '' : indent + text, name, line: index + 1, indent: indent.length };
  });
}
