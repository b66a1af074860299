import { parse as parseTemplate } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import type { Dialect } from './dialect.ts';
import { expandPartials, type TemplateLine } from './expand-partials.ts';
import { DEEPEST, guard, type Positions } from './guard.ts';
import type { Block, Path, Program } from './program.ts';
import { RAW } from './raw.ts';
import { TemplateError, type TemplateSpan } from './template-error.ts';

/**
 * Compiles a template of a dialect, once the guard has let it pass. Its partials are put in their places first, so the guard
 * sees them where they stand.
 *
 * @throws TemplateError `templates/NAME.hbs:LINE:COLUMN: why`
 */
export function precompile(
  name: string,
  dialect: Dialect,
  load: (name: string) => string | undefined,
): Program {
  const lines = expandPartials(name, load);
  const locate = ({ loc }: hbs.AST.Node): TemplateSpan => spanOf(loc, lines);
  const ast = parse(lines);
  return toProgram(ast, { positions: guard(ast, dialect, locate), locate });
}

interface Findings {
  readonly positions: Positions;
  locate(node: hbs.AST.Node): TemplateSpan;
}

/** The guard has seen that there is nothing else than what is translated here. */
function toProgram({ body }: hbs.AST.Program, findings: Findings): Program {
  const { positions, locate } = findings;
  return body.flatMap((node): Program => {
    switch (node.type) {
      case 'ContentStatement': {
        const { value } = node as hbs.AST.ContentStatement;
        return value === '' ? [] : [value];
      }
      case 'MustacheStatement': {
        const interpolation = node as hbs.AST.MustacheStatement;
        const { path } = interpolation;
        const kinds = positions.get(interpolation) ?? [];
        const step = { path: toPath(path), kinds, at: locate(path) };
        return [kinds.includes(RAW) ? { ...step, indent: node.loc.start.column } : step];
      }
      case 'BlockStatement': {
        const { path, params, program, inverse } = node as hbs.AST.BlockStatement;
        const [subject = node] = params;
        return [
          {
            block: (path as hbs.AST.PathExpression).original as Block['block'],
            path: toPath(subject),
            body: toProgram(program, findings),
            otherwise: inverse === undefined ? [] : toProgram(inverse, findings),
            at: locate(subject),
          },
        ];
      }
      default:
        return [];
    }
  });
}

function toPath(expression: hbs.AST.Node): Path {
  const { depth, parts } = expression as hbs.AST.PathExpression;
  return [depth, ...parts];
}

/** Where something of the unfolded text stands in the template that it comes from. Lines are 1-based, columns 0-based. */
function spanOf(
  { start, end }: Pick<hbs.AST.SourceLocation, 'start' | 'end'>,
  lines: readonly TemplateLine[],
): TemplateSpan {
  const { name = '', line = 1, indent = 0, text = '' } = lines[start.line - 1] ?? {};
  const column = Math.max(start.column - indent + 1, 1);
  const last = end.line === start.line ? end.column : text.length;
  return { name, line, column, endColumn: Math.max(last - indent + 1, column) };
}

function parse(lines: readonly TemplateLine[]): hbs.AST.Program {
  refuseDepth(lines);
  try {
    return parseTemplate(lines.map(({ text }) => text).join('\n'));
  } catch (error) {
    // The parser's own errors know their line at most, in their text; the column is that of its start.
    const { message, lineNumber, column } = error as Partial<ParseError> & Error;
    const line = lineNumber ?? Number(/^Parse error on line (\d+)/.exec(message)?.[1] ?? 1);
    const token = /got '(\w+)'$/.exec(message)?.[1];
    const why = token === undefined ? message.replace(/ - \d+:\d+$/, '') : `unexpected ${token}`;
    const start = { line, column: column ?? 0 };
    const span = spanOf({ start, end: { line: line + 1, column: 0 } }, lines);
    throw new TemplateError('template-syntax', span, error instanceof RangeError ? TOO_DEEP : why);
  }
}

/** Handlebars would take seconds for a few thousand blocks within each other. */
function refuseDepth(lines: readonly TemplateLine[]): void {
  let depth = 0;
  for (const [index, { text }] of lines.entries()) {
    for (const { 0: opening, 1: tag, index: column } of text.matchAll(BLOCK_TAG)) {
      depth += tag === '/' ? -1 : 1;
      if (depth <= DEEPEST) continue;
      const line = index + 1;
      const end = { line, column: column + opening.length };
      throw new TemplateError(
        'template-syntax',
        spanOf({ start: { line, column }, end }, lines),
        TOO_DEEP,
      );
    }
  }
}

// "{{^}}" is an else.
const BLOCK_TAG = /\{\{~?([#/]|\^(?!~?\}))[^}]*\}*/g;
const TOO_DEEP = 'its blocks are too deep';

interface ParseError {
  readonly lineNumber: number;
  readonly column: number;
}
