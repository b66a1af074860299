import type { Dialect } from './dialect.ts';
import { type LexicalState, readRaw, readText, readToken, START } from './lexer.ts';
import { RAW } from './raw.ts';
import { TemplateError, type TemplateSpan } from './template-error.ts';

/** The blocks that a template may use. */
export const BLOCKS = ['if', 'unless', 'each', 'with'] as const;

// A loop that adds nothing but tokens, or ends its statements, comes back to known states within a few rounds.
const MOST_ROUNDS = 8;
// Characters read, once for each way that leads to them. No template of ours needs a tenth of it.
const MOST_WORK = 500_000;
// Ways of different text that lead to one place. Ours have two.
const MOST_WAYS = 64;
/** How deep blocks may stand within each other. */
export const DEEPEST = 100;

/** What the guard found at each interpolation: the kinds of token that may stand there, whatever branch led to it. */
export type Positions = ReadonlyMap<hbs.AST.MustacheStatement, readonly string[]>;

/**
 * Follows a template through every branch and refuses, with its place, whatever could put text into a file that is not a
 * whole token of the dialect.
 *
 * @throws TemplateError
 */
export function guard(
  program: hbs.AST.Program,
  dialect: Dialect,
  locate: (node: hbs.AST.Node) => TemplateSpan,
): Positions {
  let work = 0;
  let depth = 0;
  let opening: hbs.AST.Node | undefined;
  const positions = new Map<hbs.AST.MustacheStatement, readonly string[]>();
  const ends = readProgram(program, [START]);
  if (ends.some(({ mode }) => mode === 'string')) {
    refuse(opening ?? program, 'the string does not end');
  }
  return positions;

  function readProgram(
    { body }: hbs.AST.Program,
    from: readonly LexicalState[],
  ): readonly LexicalState[] {
    let states = from;
    for (const [index, node] of body.entries()) states = readNode(node, states, body[index + 1]);
    return states;
  }

  function readNode(
    node: hbs.AST.Statement,
    from: readonly LexicalState[],
    following: hbs.AST.Statement | undefined,
  ): LexicalState[] {
    switch (node.type) {
      case 'ContentStatement': {
        const { value } = node as hbs.AST.ContentStatement;
        work += value.length * from.length;
        if (work > MOST_WORK || from.length > MOST_WAYS) {
          refuse(node, 'too many branches lead here: end the statement in them');
        }
        return unique(from.map((state) => readContent(node as hbs.AST.ContentStatement, state)));
      }
      case 'MustacheStatement':
        return readMustache(node as hbs.AST.MustacheStatement, from, following);
      case 'BlockStatement':
        return readBlock(node as hbs.AST.BlockStatement, from);
      case 'CommentStatement':
        refuseStrip(node, (node as hbs.AST.CommentStatement).strip);
        return [...from];
      case 'PartialStatement':
        return refuse(node, 'a partial stands alone on its line, without arguments');
      default:
        return refuse(node, 'inline partials and decorators are not used here');
    }
  }

  function readContent(node: hbs.AST.ContentStatement, from: LexicalState): LexicalState {
    const whole = readText(dialect, from, node.value);
    // The types take it for flags of "~"; it is the text before blanks around blocks are dropped.
    const original = String(node.original);
    if (typeof whole !== 'string') {
      if (whole.mode === 'string' && from.mode === 'code') {
        opening = behind(node, original.slice(0, original.lastIndexOf(whole.quote)));
      }
      return whole;
    }
    let state = from;
    let before = original.slice(0, original.indexOf(node.value));
    for (const character of node.value) {
      const next = readText(dialect, state, character);
      if (typeof next === 'string') return refuse(behind(node, before), next);
      state = next;
      before += character;
    }
    return refuse(node, whole);
  }

  function readMustache(
    node: hbs.AST.MustacheStatement,
    from: readonly LexicalState[],
    following: hbs.AST.Statement | undefined,
  ): LexicalState[] {
    if (!node.escaped) return refuse(node, '"{{{" and "{{&" would skip the check for tokens');
    refuseStrip(node, node.strip);
    if (node.params.length > 0 || node.hash !== undefined) {
      return refuse(node, 'an interpolation is a name; make its token in plan()');
    }
    refusePath(node.path);
    let kinds: readonly string[] | undefined;
    const ends: LexicalState[] = [];
    for (const state of from) {
      const token = readRawToken(node, state, following) ?? need(node, readToken(dialect, state));
      kinds = kinds?.filter((kind) => token.kinds.includes(kind)) ?? token.kinds;
      ends.push(token.next);
    }
    if (kinds === undefined || kinds.length === 0) {
      return refuse(node, 'the branches before it leave different places here');
    }
    // A template's loop is read more than once; what holds every time is what holds.
    const known = positions.get(node);
    const held = known === undefined ? kinds : known.filter((kind) => kinds.includes(kind));
    if (held.length === 0) return refuse(node, 'it stands in different places as its loop goes on');
    positions.set(node, held);
    return unique(ends);
  }

  /** Raw text has a line of its own: neither it nor anything else can be mistaken for the other. */
  function readRawToken(
    { loc }: hbs.AST.MustacheStatement,
    state: LexicalState,
    following: hbs.AST.Statement | undefined,
  ) {
    const rest = following?.type === 'ContentStatement' ? following : null;
    if (!(rest as hbs.AST.ContentStatement | null)?.value.startsWith('\n')) return null;
    if (loc.start.column > 0 && dialect.raw?.canBeIndented === false) return null;
    const next = readRaw(dialect, state);
    return next === null ? null : { kinds: [RAW], next };
  }

  function readBlock(node: hbs.AST.BlockStatement, from: readonly LexicalState[]): LexicalState[] {
    const name = (node.path as hbs.AST.PathExpression).original;
    const block = BLOCKS.find((known) => known === name);
    if (block === undefined) return refuse(node, `"#${name}" is not one of ${BLOCKS.join(', ')}`);
    for (const strip of [node.openStrip, node.inverseStrip, node.closeStrip]) {
      refuseStrip(node, strip);
    }
    const [subject] = node.params;
    if (node.params.length !== 1 || subject === undefined || node.hash !== undefined) {
      return refuse(node, `"#${block}" takes one name`);
    }
    if (node.program?.blockParams !== undefined) return refuse(node, 'no "as |name|" here');
    refusePath(subject);
    depth += 1;
    if (depth > DEEPEST) refuse(node, 'its blocks are too deep');
    const without = node.inverse === undefined ? from : readProgram(node.inverse, from);
    const within = readBody(node, block === 'each', from);
    depth -= 1;
    const ends = unique([...within, ...without]);
    if (new Set(ends.map(({ mode, quote }) => mode + quote)).size > 1) {
      return refuse(node, 'one branch ends in a comment or string, another does not');
    }
    return ends;
  }

  function readBody(
    node: hbs.AST.BlockStatement,
    isLoop: boolean,
    from: readonly LexicalState[],
  ): readonly LexicalState[] {
    // Handlebars' "{{^if a}}" without an else has no program; `#unless` says the same.
    if (node.program === undefined) return refuse(node, '"{{^" is not used here');
    let states = unique(readProgram(node.program, from));
    if (!isLoop) return states;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const more = unique([...states, ...readProgram(node.program, states)]);
      if (more.length === states.length) return states;
      states = more;
    }
    return refuse(node, 'its rounds pile up text in one statement: end the statement in the loop');
  }

  function refusePath(path: hbs.AST.Expression): void {
    const { type, data, original } = path as hbs.AST.PathExpression;
    if (type !== 'PathExpression') refuse(path, 'make it a token in plan()');
    if (data) refuse(path, `"${original}" is not part of the plan`);
    if ((BLOCKS as readonly string[]).includes(original)) refuse(path, `"${original}" is a block`);
  }

  function refuseStrip(node: hbs.AST.Node, strip: hbs.AST.StripFlags | undefined): void {
    if (strip?.open || strip?.close) refuse(node, '"~" would glue tokens together');
  }

  function need<T>(node: hbs.AST.Node, read: T | string): T {
    return typeof read === 'string' ? refuse(node, read) : read;
  }

  function refuse(node: hbs.AST.Node, why: string): never {
    throw new TemplateError('template-unsafe', locate(node), why);
  }
}

/** A node without what stands before the place that matters. */
function behind(node: hbs.AST.ContentStatement, before: string): hbs.AST.Node {
  const { start, end, source } = node.loc;
  const lines = before.split('\n');
  const column = (lines.at(-1) ?? '').length + (lines.length > 1 ? 0 : start.column);
  const place = { line: start.line + lines.length - 1, column };
  const isLast = end.line === place.line;
  return {
    ...node,
    loc: { source, start: place, end: isLast ? { ...place, column: column + 1 } : end },
  };
}

function unique(states: readonly LexicalState[]): LexicalState[] {
  return [...new Map(states.map((state) => [JSON.stringify(state), state])).values()];
}
