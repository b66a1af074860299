import { byteLength } from '../../src/core/byte-string.ts';
import type { Question } from './subject.ts';

/** Splits questions into groups of so many bytes, as no program takes any amount at once. */
export function packs(questions: readonly Question[], mostBytes: number): readonly Pack[] {
  const groups: Pack[] = [];
  let group: { number: number; entries: (readonly [number, Question])[] } | null = null;
  let bytes = 0;
  for (const [index, question] of questions.entries()) {
    const length = byteLength(question.text) + 20;
    if (group === null || bytes + length > mostBytes) {
      group = { number: groups.length, entries: [] };
      groups.push(group);
      bytes = 0;
    }
    group.entries.push([index, question]);
    bytes += length;
  }
  return groups;
}

export interface Pack {
  readonly number: number;
  /** With the index of each question among all. */
  readonly entries: readonly (readonly [index: number, question: Question])[];
}
