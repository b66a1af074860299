import { isUtf8 } from 'node:buffer';
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  MAX_TEMPLATE_BYTES,
  type TemplateFile,
  templateNotText,
  templateTooLarge,
} from '../core/check-template-files.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { UsageError } from './exit-code.ts';
import { fileError } from './file-error.ts';

export interface ReadTemplates {
  readonly files: readonly TemplateFile[];
  /** Files that are no text of a template. */
  readonly diagnostics: readonly Diagnostic[];
}

// Somebody's home folder is no folder of templates.
const MOST_FILES = 500;

/**
 * Reads a folder of templates, each named by its path below. Hidden files and *.md are not looked at.
 *
 * @throws UsageError for what cannot be read, or lies elsewhere
 */
export function readTemplates(directory: string): ReadTemplates {
  const files: TemplateFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const root = attempt(directory, () => realpathSync(directory));
  for (const name of below(directory, '')) {
    const path = join(directory, name);
    requireWithin(path, root);
    const bytes = attempt(path, () => readFile(path));
    if (bytes.length > MAX_TEMPLATE_BYTES) diagnostics.push(templateTooLarge(path));
    else if (!isUtf8(bytes) || bytes.includes(0)) diagnostics.push(templateNotText(path));
    else files.push({ name, path, text: bytes.toString('utf8') });
    if (files.length + diagnostics.length > MOST_FILES) {
      throw new UsageError(
        `${directory} has more than ${MOST_FILES} files: is it the right folder?`,
      );
    }
  }
  if (files.length + diagnostics.length > 0) return { files, diagnostics };
  throw new UsageError(`there are no templates in ${directory}: "deploygen templates" has some`);
}

/** The names of the files in a folder and in those below it, each with a slash between. */
function* below(directory: string, prefix: string): Generator<string> {
  const folder = join(directory, prefix);
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  for (const entry of entries.sort(byName)) {
    if (entry.name.startsWith('.') || entry.name.endsWith('.md')) continue;
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) yield* below(directory, `${name}/`);
    else yield name;
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

/** A link may lead to another file of the folder, and nowhere else: what is checked is what is in the folder. */
function requireWithin(path: string, root: string): void {
  if (!attempt(path, () => lstatSync(path)).isSymbolicLink()) return;
  const target = attempt(path, () => realpathSync(path));
  if (target.startsWith(root + sep)) return;
  throw new UsageError(`cannot read ${path}: it is a link out of the folder of templates`);
}

function readFile(path: string): Buffer {
  const { size } = statOf(path);
  // Of one that is too large nobody needs the text.
  return size > MAX_TEMPLATE_BYTES ? Buffer.alloc(MAX_TEMPLATE_BYTES + 1) : readFileSync(path);
}

function statOf(path: string): { readonly size: number } {
  const found = statSync(path);
  // To open a pipe would wait for somebody to write.
  if (!found.isFile()) throw fileError('read', path, { code: 'NOFILE' });
  return found;
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw fileError('read', path, error, '"deploygen templates TARGET -o DIR" writes some');
  }
}
