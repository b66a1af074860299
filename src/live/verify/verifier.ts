import type { GeneratedFile } from '../../core/render.ts';

/** A program's own check of the files that are rendered for it. */
export interface Verifier {
  /** As in `targets`. */
  readonly target: string;
  /** What to install where it is missing. */
  readonly needs: string;
  isInstalled(): boolean;
  /** What the program has to say, and what it lets through. Nothing outside of the folder is touched. */
  check(files: readonly GeneratedFile[], options: CheckOptions): Promise<readonly Complaint[]>;
  /** What a machine may lack that is no mistake of the descriptor. */
  readonly lacks: readonly Lack[];
}

export interface CheckOptions {
  /** A private one; the files are in it. */
  readonly folder: string;
  readonly isFragment: boolean;
}

export interface Complaint {
  readonly message: string;
  /** The base name of a generated file, and a line of it, from 1; null: the program does not say. */
  readonly file: string | null;
  readonly line: number | null;
}

export interface Lack {
  readonly pattern: RegExp;
  /** What is lacking, in words. */
  what(match: RegExpExecArray): string;
  /** The text with something in its place that is here, line for line, so that the check goes on; null: it goes on anyway. */
  readonly mend: ((text: string, match: RegExpExecArray, folder: string) => string) | null;
}

/** The text with another path in place of one, but not in place of the end of a longer one. */
export function replacePath(text: string, path: string, other: string): string {
  const whole = new RegExp(`(?<![\\w./-])${escapeAll(path)}(?:(?<=/)|(?![\\w./-]))`, 'g');
  return text.replace(whole, () => other);
}

export function escapeAll(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The base name of a path, if it is one of the generated files. */
export function generatedName(path: string, files: readonly GeneratedFile[]): string | null {
  const name = path.split('/').at(-1) ?? '';
  return files.some((file) => file.name === name) ? name : null;
}
