import { toByteString } from '../../src/core/byte-string.ts';
import type { HttpResponse } from '../../src/live/http.ts';
import type { Question, Reading } from './subject.ts';

/** The values whose questions were answered with their own indexes. */
export function readIndexes(
  questions: readonly Question[],
  answers: readonly HttpResponse[],
): readonly Reading[] {
  return readWhere(questions, (index) => answers[index]?.body.toString() === String(index));
}

/** The values that were read as they were meant. */
export function readWhere(
  questions: readonly Question[],
  isRight: (index: number) => boolean,
): readonly Reading[] {
  return questions.map(({ value }, index) => (isRight(index) ? toByteString(value) : null));
}
