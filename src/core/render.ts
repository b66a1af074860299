import runtime from 'handlebars/runtime.js';
import { templates } from '../generated/templates.js';
import type { Diagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
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

/** Fills the template of a planned file; values that its language can't hold are diagnostics at their places. */
export function render(planned: PlannedFile): Rendered {
  const specification = templates[planned.template];
  if (specification === undefined) throw new Error(`no template "${planned.template}"`);
  const problems: Inexpressible[] = [];
  const text = fill(specification, planned.dialect, planned.context, (problem) => {
    problems.push(problem);
  });
  if (problems.length === 0) return { ok: true, file: { name: planned.name, text } };
  return { ok: false, diagnostics: problems.map((problem) => toDiagnostic(problem, planned)) };
}

/** Fills a compiled template. What is no token, or none that may stand there, is our mistake and throws. */
export function fill(
  specification: object,
  dialect: Dialect,
  context: Context,
  report: (problem: Inexpressible) => void,
): string {
  return fillWith(specification, context, (value, kinds) => {
    const written = Token.read(value, dialect.name, kinds);
    if (typeof written === 'string') return written;
    report(written);
    return '';
  });
}

/** Writes what stands at an interpolation where only tokens of these kinds may. */
type Place = (value: unknown, kinds: readonly string[]) => string;

/** Fills a compiled template by a rule of the caller's own; for `fill`, and for tests of a file's structure. */
export function fillWith(specification: object, context: Context, place: Place): string {
  return handlebars.template(specification)(seal(context), {
    helpers: {
      ...BLOCK_HELPERS,
      place: (value: unknown, kinds: string) => place(value, kinds.split(' ')),
    },
  });
}

// handlebars/runtime.js ships an empty type declaration.
const handlebars = runtime as unknown as {
  template(
    specification: object,
  ): (context: object, options: { helpers: Record<string, unknown> }) => string;
};

interface BlockOptions {
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

/** Stricter than the built-in ones: `if` on booleans, `each` on lists, `with` on maps, and nothing else. */
const BLOCK_HELPERS = {
  if(this: unknown, value: unknown, { fn, inverse }: BlockOptions): string {
    return isTrue(value) ? fn(this) : inverse(this);
  },
  unless(this: unknown, value: unknown, { fn, inverse }: BlockOptions): string {
    return isTrue(value) ? inverse(this) : fn(this);
  },
  each(this: unknown, items: unknown, { fn, inverse }: BlockOptions): string {
    if (!Array.isArray(items)) throw new TypeError('#each takes a list');
    return items.length === 0 ? inverse(this) : items.map((item) => fn(item)).join('');
  },
  with(this: unknown, value: unknown, { fn }: BlockOptions): string {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TypeError('#with takes a map');
    }
    return fn(value);
  },
};

function isTrue(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('#if and #unless take a boolean');
  return value;
}

/** A view of a context that throws on a name it lacks: Handlebars itself takes that for an empty value. */
function seal(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new TypeError('a context is a map');
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === 'string' && !Object.hasOwn(target, key)) {
        throw new TypeError(`the template asks for "${key}", which the plan does not have`);
      }
      return sealValue(Reflect.get(target, key));
    },
  });
}

function sealValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sealValue);
  return typeof value === 'object' && value !== null && !(value instanceof Token)
    ? seal(value)
    : value;
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
