import { namesOf } from '../core/names-in-scope.ts';
import type { PlannedFile } from '../core/render.ts';
import { type MapShape, mergeShapes, type Shape, shapeOf } from '../core/shape.ts';

/** What the template of each planned file may ask for, as a tree of names with the kinds of what they stand for. */
export function templateNames(plans: readonly PlannedFile[]): string {
  const shapes = new Map<string, MapShape[]>();
  for (const { template, context } of plans) {
    shapes.set(template, [...(shapes.get(template) ?? []), shapeOf(context)]);
  }
  return [...shapes]
    .map(([template, found]) => `${template}.hbs\n${treeOf(mergeShapes(found), '    ')}`)
    .join('\n');
}

function treeOf(shape: Shape | null, indent: string): string {
  if (shape?.is === 'list') return treeOf(shape.item, indent);
  if (shape?.is !== 'map') return '';
  return namesOf(shape)
    .map((name) => lineOf(name, shape, indent))
    .join('');
}

function lineOf(name: string, { variants }: MapShape, indent: string): string {
  const found = variants.flatMap((variant) => variant.get(name) ?? []);
  const shape = mergeShapes(found);
  const sometimes = found.length < variants.length ? ', not always there' : '';
  const label = `${indent}${name}`.padEnd(WIDTH);
  return `${label}${kindOf(shape)}${sometimes}\n${treeOf(shape, `${indent}    `)}`;
}

const WIDTH = 32;

function kindOf(shape: Shape | null): string {
  if (shape?.is === 'token') return shape.kinds.join(' or ');
  if (shape?.is !== 'list') return shape?.is ?? '';
  return shape.item === null ? 'list' : `list of ${kindOf(shape.item)}`;
}
