import { templates } from '../generated/templates.js';
import type { Diagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import type { Block, Path, Program } from './program.ts';
import { type Inexpressible, Token } from './token.ts';

/** What a template may be filled with: tokens, and what decides about them. */
export interface Context {
  readonly [name: string]: Token | boolean | Context | readonly Token[] | readonly Context[];
}

/** One file that a target writes. */
export interface PlannedFile {
  /** File name, without a folder. */
  readonly name: string;
  readonly template: string;
  readonly dialect: Dialect;
  readonly context: Context;
}

export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

export type Rendered =
  | { readonly ok: true; readonly file: GeneratedFile }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Templates of the user's own; `compileTemplates` makes them. */
export interface CustomTemplates {
  /** Their folder as the user named it, for the head of the files. */
  readonly folder: string;
  /** What takes the place of the built-in template, if anything does, or what is wrong with it. */
  programFor(planned: PlannedFile): OwnProgram;
}

export type OwnProgram =
  | { readonly ok: true; readonly program: Program | null }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Fills the template of a planned file; values that its language can't hold are diagnostics at their places. */
export function render(planned: PlannedFile, custom?: CustomTemplates): Rendered {
  const own = custom?.programFor(planned) ?? BUILT_IN;
  if (!own.ok) return own;
  const program = own.program ?? templates[planned.template];
  if (program === undefined) throw new Error(`no template "${planned.template}"`);
  const problems: Inexpressible[] = [];
  const text = fill(program, planned.dialect, planned.context, (problem) => {
    problems.push(problem);
  });
  if (problems.length === 0) return { ok: true, file: { name: planned.name, text } };
  return { ok: false, diagnostics: problems.map((problem) => toDiagnostic(problem, planned)) };
}

const BUILT_IN: OwnProgram = { ok: true, program: null };

/** Fills a compiled template. What is no token, or none that may stand there, is our mistake and throws. */
export function fill(
  program: Program,
  dialect: Dialect,
  context: Context,
  report: (problem: Inexpressible) => void,
): string {
  return fillWith(program, context, (value, kinds) => {
    const written = Token.read(value, dialect.name, kinds);
    if (typeof written === 'string') return written;
    report(written);
    return '';
  });
}

/** Writes what stands at an interpolation where only tokens of these kinds may. */
type Place = (value: unknown, kinds: readonly string[]) => string;

/** Fills a compiled template by a rule of the caller's own; for `fill`, and for tests of a file's structure. */
export function fillWith(program: Program, context: Context, place: Place): string {
  return write(program, [context]);

  /** @param contexts the innermost one first */
  function write(steps: Program, contexts: Contexts): string {
    return steps
      .map((step) => {
        if (typeof step === 'string') return step;
        const value = follow(step.path, contexts);
        if ('block' in step) return writeBlock(step, value, contexts);
        return indented(place(value, step.kinds), step.indent ?? 0);
      })
      .join('');
  }

  function writeBlock(
    { block, body, otherwise }: Block,
    value: unknown,
    contexts: Contexts,
  ): string {
    switch (block) {
      case 'if':
        return write(isTrue(value) ? body : otherwise, contexts);
      case 'unless':
        return write(isTrue(value) ? otherwise : body, contexts);
      case 'each':
        if (!Array.isArray(value)) throw new TypeError('#each takes a list');
        if (value.length === 0) return write(otherwise, contexts);
        return value.map((item) => write(body, [item, ...contexts])).join('');
      case 'with':
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
          throw new TypeError('#with takes a map');
        }
        return write(body, [value, ...contexts]);
    }
  }
}

type Contexts = readonly unknown[];

/** The first line stands in its place already. */
function indented(text: string, indent: number): string {
  return indent === 0 ? text : text.replace(/\n(?!\n)/g, `\n${' '.repeat(indent)}`);
}

function isTrue(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('#if and #unless take a boolean');
  return value;
}

/** What a path leads to. A name that the plan lacks is our mistake and throws: it is no empty value. */
function follow([up, ...names]: Path, contexts: Contexts): unknown {
  let value = contexts[up];
  for (const name of names) {
    if (typeof value !== 'object' || value === null) return undefined;
    const isKnown = Object.hasOwn(value, name);
    if (!isKnown && !Array.isArray(value) && !(value instanceof Token)) {
      throw new TypeError(`the template asks for "${name}", which the plan does not have`);
    }
    value = isKnown ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return value;
}

function toDiagnostic({ place, value, why }: Inexpressible, { dialect }: PlannedFile): Diagnostic {
  return {
    code: 'target-inexpressible',
    severity: 'error',
    message: `${dialect.name} cannot express ${JSON.stringify(excerpt(value))}: ${why}`,
    help: 'choose another value: no quoting makes this one fit',
    path: place.path,
    range: place.range,
  };
}

function excerpt(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}...` : value;
}
