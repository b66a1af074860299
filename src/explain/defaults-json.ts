import { pointerTo, valueAt } from '../core/pointer.ts';
import type { Filled } from './filled.ts';
import { sourceOf, sourceOfUnstated } from './source.ts';

/** A descriptor with its defaults, for programs. The form is versioned. */
export function defaultsJson(filled: Filled): string {
  const { value: descriptor, kept, open } = filled;
  const fields = leavesOf(descriptor).map((pointer) => ({
    pointer,
    value: valueAt(descriptor, pointer),
    source: sourceOf(filled, pointer),
  }));
  const unstated = kept.map(({ unstated: { pointer, value, ...rest }, targets }) => ({
    pointer,
    value,
    source: sourceOfUnstated({ pointer, value, ...rest }),
    not_for: targets,
  }));
  const decided_by_target = open.map(({ pointer }) => pointer);
  const all = { version: 1, descriptor, fields, unstated, decided_by_target };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** The pointers of what holds no other values. */
function leavesOf(value: unknown, pointer = ''): readonly string[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return [pointer];
  return entries.flatMap(([key, item]) => leavesOf(item, pointerTo(pointer, key)));
}
