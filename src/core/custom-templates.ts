import { arrange } from './arrange.ts';
import { checkNames } from './check-names.ts';
import { checkTemplateFiles, nameOf, type TemplateFile } from './check-template-files.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import { nearest } from './nearest.ts';
import { precompile } from './precompile.ts';
import type { Program } from './program.ts';
import type { CustomTemplates, PlannedFile } from './render.ts';
import { type MapShape, mergeShapes, shapeOf } from './shape.ts';
import { type TemplateCode, TemplateError, type TemplateSpan } from './template-error.ts';

export type CompiledTemplates =
  | { readonly ok: true; readonly templates: CustomTemplates }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What the built-in templates are, and what they are for. */
export interface BuiltIn {
  readonly dialects: readonly Dialect[];
  /** Texts by name, TARGET/FILE.DIALECT. */
  readonly sources: Readonly<Record<string, string>>;
  /** Files that use every template, with everything that plans can hold. */
  readonly plans: readonly PlannedFile[];
}

/** Compiles every template that the files change; the rest stays as it is built in. */
export function customTemplates(
  files: readonly TemplateFile[],
  folder: string,
  { dialects, sources, plans }: BuiltIn,
): CompiledTemplates {
  const found = checkTemplateFiles(files, { dialects, names: Object.keys(sources) });
  if (found.length > 0) return { ok: false, diagnostics: arrange(found) };
  const paths = new Map(files.map((file) => [nameOf(file), file.path]));
  const texts = new Map([...Object.entries(sources), ...files.map(normalised)]);
  const programs = new Map<string, Program>();
  const shapes = new Map<string, readonly MapShape[]>();
  const diagnostics: Diagnostic[] = [];
  const used = new Map(plans.map(({ template, dialect }) => [template, dialect]));
  for (const [template, dialect] of used) {
    if (!mentionsOwn(template)) continue;
    const program = compile(template, dialect);
    if (program === null) continue;
    programs.set(template, program);
    diagnostics.push(...problemsOf(template, dialect));
  }
  if (diagnostics.length > 0) return { ok: false, diagnostics: arrange(diagnostics) };
  return {
    ok: true,
    templates: {
      folder,
      programFor({ template, dialect, context }) {
        const problems = problemsOf(template, dialect, shapeOf(context));
        if (problems.length > 0) return { ok: false, diagnostics: problems };
        return { ok: true, program: programs.get(template) ?? null };
      },
    },
  };

  /** False: nothing of it can be the user's own, and that it is right is known. */
  function mentionsOwn(template: string, seen = new Set([template])): boolean {
    if (paths.has(template)) return true;
    const text = texts.get(template) ?? '';
    const mentioned = [...texts.keys()].filter((name) => !seen.has(name) && text.includes(name));
    return mentioned.some((name) => mentionsOwn(name, seen.add(name)));
  }

  /** Null: nothing of it is the user's own, or it is wrong. */
  function compile(template: string, dialect: Dialect): Program | null {
    let isOwn = false;
    try {
      const program = precompile(template, dialect, (name) => {
        isOwn ||= paths.has(name);
        return texts.get(name);
      });
      return isOwn ? program : null;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const { code, span, why, missing } = error;
      const names = [...texts.keys()];
      const help = missing === undefined ? HELP[code] : partialHelp(missing, template, names);
      diagnostics.push(toDiagnostic(span, { code, message: why, help }));
      return null;
    }
  }

  function problemsOf(template: string, dialect: Dialect, actual?: MapShape): Diagnostic[] {
    const program = programs.get(template);
    if (program === undefined) return [];
    const known = shapes.get(template) ?? shapesFor(template);
    const shape = mergeShapes(actual === undefined ? known : [...known, actual]);
    if (shape?.is !== 'map') throw new TypeError('a context is a map');
    return checkNames(program, shape, dialect.name).map(({ at, ...problem }) =>
      toDiagnostic(at, problem),
    );
  }

  function shapesFor(template: string): readonly MapShape[] {
    const known = plans
      .filter((plan) => plan.template === template)
      .map(({ context }) => shapeOf(context));
    shapes.set(template, known);
    return known;
  }

  function toDiagnostic(
    { name, line, column, endColumn }: TemplateSpan,
    problem: Pick<Diagnostic, 'code' | 'message'> & { readonly help: string },
  ): Diagnostic {
    return {
      ...problem,
      severity: 'error',
      path: paths.get(name) ?? `built-in ${name}.hbs`,
      range: { start: { line, column }, end: { line, column: endColumn } },
    };
  }
}

/** Windows' line ends and a byte order mark are no part of a template. */
function normalised(file: TemplateFile): readonly [name: string, text: string] {
  return [nameOf(file), file.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')];
}

const HELP: Readonly<Record<TemplateCode, string>> = {
  'template-partial': 'each partial holds only what is further down',
  'template-syntax': 'see docs/custom-templates.md for what templates are made of',
  'template-unsafe':
    'let each name stand as one whole word, in text that can be read in one way only',
};

function partialHelp(missing: string, template: string, names: readonly string[]): string {
  const near = nearest(missing, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  const folder = template.replace(/[^/]*$/, '');
  return `partials are named as files are: ${names.filter((name) => name.startsWith(folder)).join(', ')}`;
}
