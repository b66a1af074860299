import type { Diagnostic } from '../core/diagnostic.ts';
import { plainLines, type State } from './compare.ts';
import { unifiedDiff } from './unified-diff.ts';

/** Paths and commands as the user knows them. */
export interface Naming {
  /** Of a file below the output folder. */
  readonly shown: (path: string) => string;
  /** Of a descriptor, from its path relative to the output folder. */
  readonly descriptor: (path: string) => string;
  /** The `deploygen build` that writes this folder, with flags. */
  readonly build: (...flags: readonly string[]) => string;
}

/** How a file differs from what it should be; null if it does not. */
export function drift(state: State, naming: Naming): Diagnostic | null {
  switch (state.kind) {
    case 'current':
      return null;
    case 'missing': {
      const { path, range } = state.file.place;
      const name = naming.shown(state.file.path);
      return {
        code: 'drift-missing',
        severity: 'error',
        message: `"${name}" is rendered from here, and is not there`,
        help: `run "${naming.build()}"`,
        path,
        range,
      };
    }
    case 'blocked':
      return problem(naming.shown(state.path), {
        code: 'drift-blocked',
        message: `no generated file can stand here: ${state.why}`,
        help: 'move it out of the way: deploygen writes plain files, in plain folders',
      });
    case 'orphaned': {
      const { target, descriptor } = state.entry;
      const edited = state.isEdited ? ', and it has been edited by hand' : '';
      const flags = state.isEdited ? ['--prune', '--force'] : ['--prune'];
      return problem(naming.shown(state.path), {
        code: 'drift-orphaned',
        message: `${naming.descriptor(descriptor)} no longer renders this file, for ${target}${edited}`,
        help: `remove it, as "${naming.build(...flags)}" does`,
      });
    }
    case 'stale':
      return changed(state, naming, {
        code: 'drift-stale',
        message: `this is not what ${state.file.place.path} renders now`,
        help: `run "${naming.build()}"`,
      });
    case 'hand-edited':
      return changed(state, naming, {
        code: 'drift-hand-edited',
        message: state.isKnown
          ? `this file has been edited by hand since it was rendered from ${state.file.place.path}`
          : `this file is not from deploygen, but ${state.file.place.path} renders one of its name`,
        help: `put the change into ${state.file.place.path}, or lose it with "${naming.build('--force')}"`,
      });
  }
}

/** What `build` does to a file, as a unified diff; empty for nothing. */
export function diffOf(state: State, { shown }: Naming): string {
  switch (state.kind) {
    case 'stale':
    case 'hand-edited': {
      const name = shown(state.file.path);
      const before = { name, text: plainLines(state.found) };
      return unifiedDiff(before, { name, text: state.file.text });
    }
    case 'missing': {
      const { path, text } = state.file;
      return unifiedDiff({ name: '/dev/null', text: '' }, { name: shown(path), text });
    }
    default:
      return '';
  }
}

function changed(
  state: Extract<State, { kind: 'stale' | 'hand-edited' }>,
  naming: Naming,
  words: Words,
): Diagnostic {
  const diff = diffOf(state, naming);
  const line = firstDifference(plainLines(state.found), state.file.text);
  return { ...problem(naming.shown(state.file.path), words, line), diff };
}

interface Words {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

function problem(path: string, words: Words, line = 1): Diagnostic {
  const start = { line, column: 1 };
  return { ...words, severity: 'error', path, range: { start, end: start } };
}

/** The line of the first text where the other one goes its own way. */
function firstDifference(text: string, other: string): number {
  const lines = text.split('\n');
  const others = other.split('\n');
  const index = lines.findIndex((line, number) => line !== others[number]);
  return index === -1 ? lines.length : index + 1;
}
