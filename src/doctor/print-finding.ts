import type { Step } from '../core/installation.ts';
import { shellWord } from '../core/shell-word.ts';
import { visible } from '../explain/visible.ts';
import type { Finding } from './finding.ts';

/** A finding as a block of lines: what it is, why, and the commands that mend it. @param place where it was found */
export function printFinding({ code, what, why, mend }: Finding, place: string): string {
  const [first, ...others] = mend.map(printStep);
  return [
    `${place}${visible(what)} [${code}]`,
    `  why   ${why}`,
    ...(first === undefined ? [] : [`  mend  ${first}`]),
    ...others.map((step) => `        ${step}`),
    '',
  ].join('\n');
}

function printStep(step: Step): string {
  if (step.kind === 'hand') return visible(step.what);
  return `${visible(step.command.map(shellWord).join(' '))}  # ${step.why}`;
}
