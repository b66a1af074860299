import { byteLength } from './byte-string.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import { partialOf } from './expand-partials.ts';
import { nearest } from './nearest.ts';

/** A template of the user's own. */
export interface TemplateFile {
  /** As ours are named: `TARGET/FILE.DIALECT.hbs`. */
  readonly name: string;
  /** The file as the user named it, for diagnostics. */
  readonly path: string;
  readonly text: string;
}

interface Known {
  readonly dialects: readonly Dialect[];
  /** Of built-in templates, without `.hbs`. */
  readonly names: readonly string[];
}

/** Files that take no template's place, or are no text of one. */
export function checkTemplateFiles(files: readonly TemplateFile[], known: Known): Diagnostic[] {
  const included = new Set(files.flatMap(({ text }) => text.split(/\r?\n/).map(includedBy)));
  return files.flatMap((file) => {
    const isPartial = included.has(nameOf(file));
    const problem = nameProblem(file, isPartial, known) ?? textProblem(file);
    return problem ?? [];
  });
}

/** A file's name without its `.hbs`. */
export function nameOf({ name }: Pick<TemplateFile, 'name'>): string {
  return name.replace(/\.hbs$/, '');
}

// Ours have at most three thousand bytes.
export const MAX_TEMPLATE_BYTES = 65_536;

export function templateTooLarge(path: string): Diagnostic {
  return problemAt(path, {
    code: 'template-too-large',
    message: `the template has more than ${MAX_TEMPLATE_BYTES} bytes`,
    help: 'is it the right file?',
  });
}

export function templateNotText(path: string): Diagnostic {
  return problemAt(path, {
    code: 'template-encoding',
    message: 'the template is not text in UTF-8',
    help: 'save it as UTF-8',
  });
}

function includedBy(line: string): string | null {
  return partialOf(line)?.partial ?? null;
}

function nameProblem(
  file: TemplateFile,
  isPartial: boolean,
  { dialects, names }: Known,
): Diagnostic | null {
  const name = nameOf(file);
  if (name !== file.name && names.includes(name)) return null;
  const [, dialect] = /\.([^./]*)\.hbs$/.exec(file.name) ?? [];
  if (dialect === undefined) {
    const help = nearestHelp(file.name, names) ?? 'a template is TARGET/FILE.DIALECT.hbs';
    return unknownFile(file, help);
  }
  const known = dialects.map((candidate) => candidate.name);
  if (!known.includes(dialect)) {
    const near = nearest(dialect, known);
    return problemAt(file.path, {
      code: 'template-unknown-dialect',
      message: `there is no dialect "${dialect}"`,
      help: near === undefined ? `use one of ${known.join(', ')}` : `did you mean "${near}"?`,
    });
  }
  if (isPartial) return null;
  const help = 'use the name of a built-in template, or include it from one';
  return unknownFile(file, nearestHelp(file.name, names) ?? help);
}

function nearestHelp(name: string, names: readonly string[]): string | null {
  const files = names.map((candidate) => `${candidate}.hbs`);
  const near = files.find((file) => file === `${name}.hbs`) ?? nearest(name, files);
  return near === undefined ? null : `did you mean "${near}"?`;
}

function unknownFile({ path, name }: TemplateFile, help: string): Diagnostic {
  const message = `there is no template "${name}" to take the place of`;
  return problemAt(path, { code: 'template-unknown-file', message, help });
}

function textProblem({ path, text }: TemplateFile): Diagnostic | null {
  if (byteLength(text) > MAX_TEMPLATE_BYTES) return templateTooLarge(path);
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (const [index, line] of lines.entries()) {
    const column = line.search(/[\0-\x08\x0b-\x1f\x7f]/) + 1;
    if (column === 0) continue;
    return problemAt(
      path,
      {
        code: 'template-encoding',
        message: `the template has the control character ${JSON.stringify(line.charAt(column - 1))}`,
        help: 'remove it: programs do not agree on what it is',
      },
      { line: index + 1, column },
    );
  }
  return null;
}

function problemAt(
  path: string,
  problem: Pick<Diagnostic, 'code' | 'message'> & { readonly help: string },
  start = { line: 1, column: 1 },
): Diagnostic {
  return { ...problem, severity: 'error', path, range: { start, end: start } };
}
