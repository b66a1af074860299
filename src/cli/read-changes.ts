import type { Command } from 'commander';
import { type Change, sourcesOf } from '../core/change.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { shellWord } from '../core/shell-word.ts';
import { readDescriptor } from './read-descriptor.ts';

/** Flags of every command that reads a descriptor. */
export interface ChangeFlags {
  readonly overlay?: readonly string[];
  readonly set?: readonly string[];
}

export type ReadChanges =
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      /** Texts by path, for frames. */
      readonly sources: ReadonlyMap<string, string>;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export function addChangeOptions(command: Command): Command {
  return command
    .option(
      '--overlay <file>',
      'a file over the descriptor: maps merge, lists replace (repeatable)',
      collect,
    )
    .option('--set <key.path=value>', 'one value over both, as YAML (repeatable)', collect);
}

/**
 * Reads what differs from the descriptor: files in the order of the command line, then settings.
 *
 * @throws UsageError if a file cannot be read
 */
export async function readChanges({ overlay = [], set = [] }: ChangeFlags): Promise<ReadChanges> {
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of overlay) {
    const read = await readDescriptor(path, 'name the overlay as it is seen from here');
    if (read.ok) changes.push({ kind: 'overlay', source: read.source, path });
    else diagnostics.push(...read.diagnostics);
  }
  for (const text of set) changes.push({ kind: 'set', text });
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return { ok: true, changes, sources: new Map(sourcesOf(changes)) };
}

/** The flags as words for a shell. */
export function changeWords({ overlay = [], set = [] }: ChangeFlags): readonly string[] {
  return [
    ...overlay.flatMap((path) => ['--overlay', shellWord(path)]),
    ...set.flatMap((text) => ['--set', shellWord(text)]),
  ];
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
