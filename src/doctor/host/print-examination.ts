import { visible } from '../../explain/visible.ts';
import { printFinding } from '../print-finding.ts';
import type { Examination, Healthy } from './examine.ts';

/** What was found on a host, for people. @param path names the descriptor */
export function printExamination({ findings, healthy, unseen }: Examination, path: string): string {
  return [
    ...findings.map((finding) => printFinding(finding, `${path}: `)),
    ...healthy.map(printHealthy),
    ...unseen.map((what) => `not seen: ${visible(what)}\n`),
  ].join('');
}

function printHealthy({ application, socket, status, headers, stderr }: Healthy): string {
  const said = stderr.split('\n').filter((line) => line !== '');
  const lines = [...headers, ...said.map((line) => `stderr: ${line}`)];
  return [
    `${application} answers ${status} at "${socket}"\n`,
    ...lines.map((line) => `  ${visible(line)}\n`),
  ].join('');
}
