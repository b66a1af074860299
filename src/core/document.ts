import type { Node, Pair, YAMLMap, Document as YamlDocument } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter } from 'yaml';
import type { Diagnostic, Range } from './diagnostic.ts';
import { parseYaml } from './parse-yaml.ts';
import { keysOf } from './pointer.ts';
import { tooDeep, tooManyAliases, type YamlProblem, yamlProblems } from './yaml-problems.ts';

/** A parsed YAML (or JSON) text that can say where each of its values stands. */
export interface Document {
  readonly path: string;
  readonly source: string;
  readonly value: unknown;
  /** What keeps the text from being one YAML document; empty for a sound one. */
  readonly diagnostics: readonly Diagnostic[];
  /** The file that the value of a JSON pointer was written in. */
  pathOf(pointer: string): string;
  /** Where the value, or the key, of a JSON pointer stands; of the nearest parent if it is not there. */
  locate(pointer: string, part?: Part): Range;
  /** Where a line, from 0, of a text stands; the whole text where YAML has folded or escaped it. */
  locateLine(pointer: string, index: number): Range;
}

/** Of a map entry: its key, its value, or just where the value begins. */
export type Part = 'key' | 'value' | 'start';

// An alias that is used more often than this is not a convenience any more ("billion laughs").
const MAX_ALIASES = 100;

export function parse(text: string, path: string): Document {
  const source = text.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const { documents, tooDeepAt } = parseYaml(source, lines);
  const [document, second] = documents;
  const toRange = (from: number, to: number): Range => ({
    start: position(lines, from),
    end: position(lines, Math.max(from, to)),
  });
  const toDiagnostic = ({ code, message, help, from, to }: YamlProblem): Diagnostic => ({
    ...{ code, severity: 'error', message, help, path, range: toRange(from, to) },
  });
  const diagnostics = document === undefined ? [] : yamlProblems(document).map(toDiagnostic);
  if (tooDeepAt !== null) diagnostics.push(toDiagnostic(tooDeep(tooDeepAt)));
  if (second !== undefined) {
    diagnostics.push({
      code: 'yaml-several-documents',
      severity: 'error',
      message: 'a descriptor is one YAML document, this file holds several',
      help: 'write one file for each, or list the applications under "apps"',
      path,
      range: toRange(second.range[0], second.range[0]),
    });
  }
  let value: unknown;
  if (document !== undefined && diagnostics.length === 0) {
    try {
      // The parser counts the anchor itself, too.
      value = document.toJS({ maxAliasCount: MAX_ALIASES + 1 });
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      diagnostics.push(toDiagnostic(tooManyAliases(document, MAX_ALIASES)));
    }
  }

  function locate(pointer: string, part: Part = 'value'): Range {
    const { pair, node } = document === undefined ? NOTHING : walk(document, pointer);
    const target = part === 'key' && pair !== undefined ? pair.key : (node ?? pair?.key);
    const found = (target as Node | null | undefined)?.range;
    const range = found ? toRange(found[0], found[1]) : toRange(0, 0);
    return part === 'start' ? { start: range.start, end: range.start } : range;
  }

  function locateLine(pointer: string, index: number): Range {
    const { node } = document === undefined ? NOTHING : walk(document, pointer);
    const text = isAlias(node) && document !== undefined ? node.resolve(document) : node;
    const from = isScalar(text) && text.type === 'BLOCK_LITERAL' ? text.range?.[0] : undefined;
    if (from === undefined) return locate(pointer);
    // The line of the "|" is the one before the first.
    const start = lines.lineStarts[lines.linePos(from).line + index] ?? source.length;
    const [line = ''] = /^.*/.exec(source.slice(start)) ?? [];
    return toRange(start + line.length - line.trimStart().length, start + line.trimEnd().length);
  }

  return { path, source, value, diagnostics, pathOf: () => path, locate, locateLine };
}

interface Found {
  readonly pair: Pair | undefined;
  readonly node: unknown;
}

const NOTHING: Found = { pair: undefined, node: undefined };

/** Follows a pointer through maps, lists, aliases and merge keys. */
function walk(document: YamlDocument, pointer: string): Found {
  let found: Found = { pair: undefined, node: document.contents };
  for (const segment of keysOf(pointer)) {
    const next = child(document, found.node, segment);
    if (next === undefined) break;
    found = next;
  }
  return found;
}

function child(document: YamlDocument, parent: unknown, segment: string): Found | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item: unknown = node.items[Number(segment)];
    return item === undefined
      ? undefined
      : { pair: undefined, node: isPair(item) ? item.value : item };
  }
  if (!isMap(node)) return undefined;
  const pair = pairsOf(node).get(segment);
  if (pair !== undefined) return { pair, node: pair.value };
  for (const item of node.items) {
    if (keyText(item) !== '<<') continue;
    const sources = isSeq(item.value) ? item.value.items : [item.value];
    for (const source of sources) {
      const merged = child(document, source, segment);
      if (merged !== undefined) return merged;
    }
  }
  return undefined;
}

/** The entries of a map by their keys, looked up for every value of a descriptor. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = PAIRS.get(map);
  if (known !== undefined) return known;
  const pairs = new Map(map.items.map((item) => [keyText(item), item]));
  PAIRS.set(map, pairs);
  return pairs;
}

const PAIRS = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function keyText({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function position(lines: LineCounter, offset: number): Range['start'] {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
