import { createReadStream } from 'node:fs';
import { type LogReport, logReader } from '../doctor/log/explain-log.ts';
import { printLog } from '../doctor/log/print-log.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { plural } from './plural.ts';
import { writeOut } from './write-out.ts';

export interface DoctorFlags {
  readonly format: 'pretty' | 'json';
  /** A log to explain; "-" is standard input. */
  readonly log: string;
}

/** `deploygen doctor --log FILE`: says what the lines of an error log mean. */
export async function doctorCommand({ format, log }: DoctorFlags): Promise<ExitCode> {
  const report = await readLog(log);
  const name = log === '-' ? 'stdin' : log;
  writeOut('stdout', format === 'json' ? logJson(report) : printLog(report, name));
  writeOut(
    'stderr',
    `${plural(report.findings.length, 'cause')} in ${plural(report.lines, 'line')}, ${report.unknown.count} unknown\n`,
  );
  return report.findings.length > 0 ? ExitCode.problems : ExitCode.clean;
}

async function readLog(path: string): Promise<LogReport> {
  const reader = logReader();
  try {
    const input = path === '-' ? process.stdin : createReadStream(path);
    for await (const line of linesOf(input)) reader.add(line);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`cannot read ${path === '-' ? 'standard input' : path}: ${message}`);
  }
  return reader.end();
}

async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = '';
  input.setEncoding('utf8');
  for await (const chunk of input) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = (lines.pop() ?? '').slice(0, LONGEST);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function logJson({ findings, lines, unknown }: LogReport): string {
  return `${JSON.stringify({ version: 1, findings, lines, unknown }, null, 2)}\n`;
}

/** A log without newlines must not fill the memory. */
const LONGEST = 1024 ** 2;
