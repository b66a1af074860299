import { Document, isMap, isScalar, isSeq } from 'yaml';
import { keysOf, pointerTo } from '../core/pointer.ts';
import type { Filled } from './filled.ts';
import { type Source, sourceOf, sourceOfUnstated } from './source.ts';
import { visible } from './visible.ts';
import { wrap } from './wrap.ts';

/** A descriptor with its defaults, each line with where it comes from: YAML that makes the same configuration. */
export function defaultsText(filled: Filled): string {
  const yaml = new Document(filled.value, { aliasDuplicateObjects: false });
  annotate(yaml.contents, '', (pointer) => ` ${inWords(sourceOf(filled, pointer))}`);
  const { kept, open } = filled;
  const notes = kept.map(({ unstated, targets }) => {
    const field = `${nameOf(unstated.pointer)}: ${JSON.stringify(unstated.value)}`;
    return `${field} (${inWords(sourceOfUnstated(unstated))}; not for ${targets.join(', ')})`;
  });
  const comments = [
    ...(kept.length === 0 ? [] : ['These are left unstated, as they do not go with every target:']),
    ...notes.map((note) => `  ${note}`),
    ...(open.length === 0 ? [] : ['These have no default, so that the target decides:']),
    ...(open.length === 0 ? [] : [`  ${open.map(({ pointer }) => nameOf(pointer)).join(', ')}`]),
  ];
  const lines = comments.flatMap((text) =>
    wrap(visible(text), WIDTH).map(
      ({ text: line }, index) => `${index === 0 ? '' : '    '}${line}`,
    ),
  );
  const tail = lines.map((line) => `# ${line}`.trimEnd()).join('\n');
  return `${yaml.toString({ lineWidth: 0 }).trimEnd()}\n${tail === '' ? '' : `\n${tail}\n`}`;
}

const WIDTH = 110;

/** Puts a comment at each value; a list of plain values on one line has one. */
function annotate(node: unknown, pointer: string, comment: (pointer: string) => string): void {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      annotate(value, pointerTo(pointer, String(isScalar(key) ? key.value : key)), comment);
    }
  } else if (isSeq(node) && !node.items.every(isShort)) {
    for (const [index, item] of node.items.entries()) {
      annotate(item, pointerTo(pointer, index), comment);
    }
  }
  const isLeaf = isScalar(node) || (isSeq(node) && node.items.every(isShort));
  const isEmpty = isMap(node) && node.items.length === 0;
  if ((isSeq(node) && isLeaf) || (isMap(node) && isEmpty)) node.flow = true;
  if ((isScalar(node) || isSeq(node) || isMap(node)) && (isLeaf || isEmpty)) {
    node.comment = visible(comment(pointer));
  }
}

function isShort(node: unknown): boolean {
  return isScalar(node) && !(typeof node.value === 'string' && node.value.includes('\n'));
}

/** As `--set` names it. */
function nameOf(pointer: string): string {
  return keysOf(pointer)
    .map((key) => (/[".=]/.test(key) ? JSON.stringify(key) : key))
    .join('.');
}

function inWords(source: Source): string {
  if (source.kind === 'stated') return source.at;
  return source.kind === 'default' ? 'default' : `default, as "${source.from}" has it`;
}
