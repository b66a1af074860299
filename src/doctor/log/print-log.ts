import { visible } from '../../explain/visible.ts';
import { printFinding } from '../print-finding.ts';
import type { LogReport } from './explain-log.ts';

/** The report on a log for people. @param path names the log */
export function printLog({ findings, unknown }: LogReport, path: string): string {
  const blocks = findings.map((finding) => {
    const { program, line, lastLine, times } = finding;
    const again = times === 1 ? '' : ` (${times} times, last in line ${lastLine})`;
    return printFinding(finding, `${path}:${line}: ${program}${again}: `);
  });
  return [...blocks, ...unknownLines(unknown, path)].join('\n');
}

function unknownLines({ count, first }: LogReport['unknown'], path: string): readonly string[] {
  if (count === 0) return [];
  const title = `${count} unknown ${count === 1 ? 'line' : 'lines'}, beginning with`;
  const shown = first.map(({ line, text }) => `  ${path}:${line}: ${visible(shortened(text))}\n`);
  return [`${title}\n${shown.join('')}`];
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
