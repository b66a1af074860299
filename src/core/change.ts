import type { Diagnostic } from './diagnostic.ts';
import { type Document, parse } from './document.ts';
import { sourceName } from './header.ts';
import { type Layer, overlay } from './overlay.ts';
import { settingPath, toSetting } from './setting.ts';
import { checkSize } from './too-large.ts';

/** What differs from a descriptor, say for staging: another file, or `key.path=value`. */
export type Change =
  | { readonly kind: 'overlay'; readonly source: string; readonly path: string }
  | { readonly kind: 'set'; readonly text: string };

/** The texts that diagnostics may point into beside the descriptor's, by their paths. */
export function sourcesOf(changes: readonly Change[]): readonly (readonly [string, string])[] {
  return changes.map((change) =>
    change.kind === 'set' ? [settingPath(change.text), change.text] : [change.path, change.source],
  );
}

/** The flags that state them, files by their base names. */
export function flagsOf(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) =>
    change.kind === 'set' ? ['--set', change.text] : ['--overlay', sourceName(change.path)],
  );
}

/** Parses a descriptor with what changes it, in this order. */
export function parseChanged(
  source: string,
  path: string,
  changes: readonly Change[],
): { readonly document: Document; readonly diagnostics: readonly Diagnostic[] } {
  const texts = [[path, source] as const, ...sourcesOf(changes)];
  const large = texts.flatMap(([name, text]) => checkSize(text, name) ?? []);
  // What is too large is not parsed.
  if (large.length > 0) return { document: parse('', path), diagnostics: large };
  const base = parse(source, path);
  if (changes.length === 0) return { document: base, diagnostics: [] };
  const layers = changes.map(toLayer);
  const document = overlay(
    base,
    layers.flatMap((layer) => ('document' in layer ? [layer] : [])),
  );
  return { document, diagnostics: layers.flatMap((layer) => ('code' in layer ? [layer] : [])) };
}

function toLayer(change: Change): Layer | Diagnostic {
  if (change.kind === 'set') {
    return (
      toSetting(change.text) ??
      problem(settingPath(change.text), {
        code: 'valid-setting',
        message: `${JSON.stringify(change.text)} sets nothing`,
        help: 'write KEY=VALUE, as in "processes=8" or "limits.body=1g"',
      })
    );
  }
  const document = parse(change.source, change.path);
  const { value, diagnostics } = document;
  if (diagnostics.length > 0 || isMap(value)) return { document, at: [] };
  // Nothing but comments changes nothing.
  if (value === undefined || value === null)
    return { document: { ...document, value: {} }, at: [] };
  return problem(change.path, {
    code: 'schema-type',
    message: 'the overlay is not a map',
    help: 'write what differs from the descriptor, as in "processes: 8"',
  });
}

function problem(
  path: string,
  words: { readonly code: string; readonly message: string; readonly help: string },
): Diagnostic {
  const start = { line: 1, column: 1 };
  return { ...words, severity: 'error', path, range: { start, end: start } };
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
