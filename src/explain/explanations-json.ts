import type { Explanation } from './explanation.ts';
import type { Unable } from './unable.ts';

/** Explanations for programs. The form is versioned. */
export function explanationsJson(
  explanations: readonly Explanation[],
  unable: readonly Unable[],
): string {
  const urls = explanations.map(({ asked: { text, request }, path, steps, groups }) => ({
    url: text,
    request,
    path,
    steps,
    answers: groups.map(({ targets, answer, readings }) => ({ targets, ...answer, readings })),
  }));
  return `${JSON.stringify({ version: 1, urls, unable }, null, 2)}\n`;
}
