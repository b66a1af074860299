import type { Range } from './diagnostic.ts';
import { type Document, type Part, parse } from './document.ts';
import { type Layer, toPointer } from './overlay.ts';
import { keysOf } from './pointer.ts';

/** The path that names a setting in diagnostics. */
export function settingPath(text: string): string {
  return `--set ${text.slice(0, lengthOfKeys(text) ?? text.length)}`;
}

/** `key.path=value`, as on the command line, as a layer over a descriptor; null if it is not of that form. The value is YAML. */
export function toSetting(text: string): Layer | null {
  const length = lengthOfKeys(text);
  if (length === null) return null;
  const at = toKeys(text.slice(0, length));
  // Blanks in place of the keys: columns are those of the whole text.
  const yaml = parse(' '.repeat(length + 1) + text.slice(length + 1), settingPath(text));
  const value = yaml.value === undefined ? null : yaml.value;
  return { document: { ...yaml, source: text, value, ...places(yaml, at, length) }, at };
}

// A segment in quotes may hold what separates: static."/favicon.ico"=/srv/favicon.ico
const SEGMENT = /(?:"[^"]+"|[^".=]+)/.source;
const KEYS = new RegExp(`^${SEGMENT}(?:\\.${SEGMENT})*(?==)`);

function lengthOfKeys(text: string): number | null {
  return KEYS.exec(text)?.[0].length ?? null;
}

function toKeys(text: string): readonly string[] {
  const segments = text.match(new RegExp(SEGMENT, 'g')) ?? [];
  return segments.map((segment) => segment.replace(/^"(.*)"$/, '$1'));
}

/** Where its keys and values stand, asked with pointers of the whole descriptor. */
function places(
  yaml: Document,
  at: readonly string[],
  length: number,
): Pick<Document, 'locate' | 'locateLine'> {
  const keyRange: Range = {
    start: { line: 1, column: 1 },
    end: { line: 1, column: length + 1 },
  };
  const inner = (pointer: string): string | null => {
    const keys = keysOf(pointer);
    return keys.length < at.length ? null : toPointer(keys.slice(at.length));
  };
  return {
    locate: (pointer, part: Part = 'value') => {
      const within = inner(pointer);
      if (within === null || (within === '' && part === 'key')) return keyRange;
      return yaml.locate(within, part);
    },
    locateLine: (pointer, index) => {
      const within = inner(pointer);
      return within === null ? keyRange : yaml.locateLine(within, index);
    },
  };
}
