import { type Cause, type CauseCode, causes } from '../causes.ts';
import type { Finding } from '../finding.ts';
import { errorIn } from '../said.ts';
import { type LogRecord, recordReader } from './records.ts';
import type { LogProgram, Symptom } from './symptom.ts';
import { symptoms } from './symptoms.ts';

/** One cause, and the lines that it has left. */
export interface LogFinding extends Finding {
  readonly program: LogProgram;
  /** 1-based; the first of `times` records. */
  readonly line: number;
  readonly lastLine: number;
  readonly times: number;
}

export interface LogReport {
  /** By their first lines. */
  readonly findings: readonly LogFinding[];
  readonly lines: number;
  /** Lines of which nothing is known, with the first few. */
  readonly unknown: { readonly count: number; readonly first: readonly LogRecord[] };
}

/** Explains a log, line by line; memory is taken by what is wrong, not by what is long. */
export function logReader() {
  const findings = new Map<string, LogFinding>();
  const first: LogRecord[] = [];
  let lines = 0;
  let unknown = 0;
  const records = recordReader((record) => {
    const symptom = symptoms.find(({ pattern }) => pattern.test(record.text));
    if (symptom === undefined && !HARMLESS.test(record.text)) {
      unknown += record.lines;
      if (first.length < SHOWN) first.push(record);
    }
    const found = symptom === undefined ? null : explain(record, symptom);
    if (found === null) return;
    const key = `${found.program} ${found.code} ${found.what}`;
    const before = findings.get(key);
    // A log may hold a new text in every line.
    if (before === undefined && findings.size >= MOST) return;
    findings.set(
      key,
      before === undefined ? found : { ...before, lastLine: record.line, times: before.times + 1 },
    );
  });
  return {
    add(line: string) {
      lines += 1;
      records.add(line);
    },
    end(): LogReport {
      records.end();
      return { findings: [...findings.values()], lines, unknown: { count: unknown, first } };
    },
  };
}

const SHOWN = 3;
const MOST = 1000;

/** Lines below a warning, by the program's own word; lighttpd has none. */
const HARMLESS =
  /\[(?:notice|info|debug)\] \d+#|:(?:notice|info|debug|trace\d)\] |\(server\.c\.\d+\) (?:server (?:started|stopped)|graceful|logfiles cycled)/;

function explain(record: LogRecord, { program, cause, pattern }: Symptom): LogFinding | null {
  if (cause === null) return null;
  const said = pattern.exec(record.text)?.groups?.said ?? null;
  const message = said === null ? null : errorIn(said.replaceAll('\\n', '\n'));
  // What applications write besides errors is no failure.
  if (said !== null && message === null) return null;
  const socket = socketIn(record.text);
  const { why, mend }: Cause = causes[cause];
  return {
    code: cause,
    what: what(cause, message ?? socket),
    why,
    mend: mend?.(socket) ?? [],
    program,
    line: record.line,
    lastLine: record.line,
    times: 1,
  };
}

function what(cause: CauseCode, value: string | null): string {
  const { summary } = causes[cause];
  return value === null ? summary : `${summary}: "${value}"`;
}

/** The socket that a line names, as ADDRESS:PORT or as a path. */
function socketIn(text: string): string | null {
  const found =
    /upstream: "\w+:\/\/(?:unix:)?([^"]+?):?"/.exec(text) ??
    /attempt to connect to (?:Unix domain socket )?(\S+) \(/.exec(text) ??
    /socket: (?:unix:|tcp:)(\S+?)(?:: |,| |$)/.exec(text);
  return found?.[1] ?? null;
}
