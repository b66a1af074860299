import { createReadStream } from 'node:fs';
import { examine } from '../doctor/host/examine.ts';
import { printExamination } from '../doctor/host/print-examination.ts';
import { type LogReport, logReader } from '../doctor/log/explain-log.ts';
import { printLog } from '../doctor/log/print-log.ts';
import { thisHost } from '../live/doctor/this-host.ts';
import { ExitCode } from './exit-code.ts';
import { fileError, refusePipe } from './file-error.ts';
import { loadDescriptor } from './load-descriptor.ts';
import { ownTemplates } from './own-templates.ts';
import { plural } from './plural.ts';
import type { ChangeFlags } from './read-changes.ts';
import { writeOut } from './write-out.ts';

export interface DoctorFlags extends ChangeFlags {
  readonly templates?: string;
  readonly format: 'pretty' | 'json';
  /** A log to explain in place of the host; "-" is standard input. */
  readonly log?: string;
}

/** `deploygen doctor [FILE]`: says why a deployment does not work here, or what the lines of a log mean. */
export async function doctorCommand(path: string, flags: DoctorFlags): Promise<ExitCode> {
  const { format, log } = flags;
  return log === undefined ? examineHost(path, flags) : explainLog(log, format);
}

async function examineHost(path: string, flags: DoctorFlags): Promise<ExitCode> {
  const deployment = await loadDescriptor(path, flags);
  const own = await ownTemplates(flags);
  if (deployment === null || own === null) return ExitCode.problems;
  const rendered = { ...own.optionsFor(path), flags: wordsOf(flags) };
  const examination = await examine(deployment, thisHost, rendered);
  const { findings, healthy, unseen } = examination;
  const json = { version: 1, findings, healthy, unseen };
  writeOut(
    'stdout',
    flags.format === 'json'
      ? `${JSON.stringify(json, null, 2)}\n`
      : printExamination(examination, path),
  );
  writeOut('stderr', `${plural(findings.length, 'finding')}, ${unseen.length} not seen\n`);
  return findings.length > 0 ? ExitCode.problems : ExitCode.clean;
}

/** What the command that renders the files anew has to say, too. */
function wordsOf({ overlay = [], set = [], templates }: DoctorFlags): readonly string[] {
  return [
    ...overlay.flatMap((path) => ['--overlay', path]),
    ...set.flatMap((text) => ['--set', text]),
    ...(templates === undefined ? [] : ['--templates', templates]),
  ];
}

async function explainLog(log: string, format: DoctorFlags['format']): Promise<ExitCode> {
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
    if (path !== '-') refusePipe(path);
    const input = path === '-' ? process.stdin : createReadStream(path);
    for await (const line of linesOf(input)) reader.add(line);
  } catch (error) {
    throw fileError(
      'read',
      path === '-' ? 'standard input' : path,
      error,
      'name the log that is there',
    );
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
