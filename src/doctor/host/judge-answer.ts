import { byHand } from '../../core/installation.ts';
import type { Application } from '../../core/model.ts';
import { causes } from '../causes.ts';
import type { Finding } from '../finding.ts';
import { errorIn } from '../said.ts';
import { found } from './found.ts';
import type { SocketAnswer } from './host.ts';

/** What an application has answered, where nothing is wrong with it. */
export interface Answered {
  readonly status: number;
  readonly headers: readonly string[];
  /** What the application has written to its standard error meanwhile. */
  readonly stderr: string;
}

export type Judgement =
  | { readonly ok: true; readonly answered: Answered }
  | { readonly ok: false; readonly finding: Finding };

/** Judges what came from the socket of an application. @param name of the socket */
export function judgeAnswer(
  answer: SocketAnswer,
  { limits, protocol }: Application,
  name: string,
): Judgement {
  const wrong = (...of: Parameters<typeof found>): Judgement => ({
    ok: false,
    finding: found(...of),
  });
  if (answer.kind === 'late') {
    const limit = limits.readTimeoutMilliseconds.value;
    return wrong(
      'timed-out',
      `"${name}" takes connections and does not answer, as it would have to within ${limit} ms`,
      ...causes['timed-out'].mend(),
    );
  }
  if (answer.kind === 'other protocol') {
    return wrong(
      'wrong-protocol',
      `what listens on "${name}" does not speak ${protocol.value}: it answers "${answer.seen}"`,
      byHand(
        protocol.value === 'http'
          ? 'take "protocol: http" out of the descriptor, or start an HTTP server'
          : 'state "protocol: http" in the descriptor, or start a FastCGI server in its place',
      ),
    );
  }
  if (answer.kind === 'failed') {
    return wrong(
      'process-died',
      `"${name}" does not answer: ${answer.message}`,
      ...causes['process-died'].mend(),
    );
  }
  const { stdout, stderr, isEnded } = answer;
  const error = errorIn(stderr);
  const said = stderr.trim() === '' ? '' : `; it has written "${lastLine(stderr)}"`;
  const end = /\r?\n\r?\n/.exec(stdout);
  if (stdout === '' || end === null) {
    if (error !== null) {
      return wrong(
        'exception',
        `the application behind "${name}" fails: "${error}"`,
        ...causes.exception.mend(),
      );
    }
    if (!isEnded) {
      const what = stdout === '' ? 'before it answers' : 'in the middle of its headers';
      return wrong(
        'process-died',
        `the process behind "${name}" dies ${what}${said}`,
        ...causes['process-died'].mend(),
      );
    }
    return wrong(
      'no-output',
      `the application behind "${name}" ends without ${stdout === '' ? 'a word' : 'a blank line after its headers'}${said}`,
      ...causes['no-output'].mend(),
    );
  }
  const headers = stdout.slice(0, end.index).split(/\r?\n/);
  const odd = headers.find((line) => !HEADER.test(line));
  if (odd !== undefined) {
    return wrong(
      'printed-before-headers',
      `the application behind "${name}" writes "${odd.slice(0, 60)}" where its headers should be`,
      ...causes['printed-before-headers'].mend(),
    );
  }
  const size = end.index + end[0].length;
  if (size > limits.headerBufferBytes.value) {
    return wrong(
      'headers-too-large',
      `the headers from "${name}" have ${size} bytes, and "limits.header_buffer" is ${limits.headerBufferBytes.value}`,
      ...causes['headers-too-large'].mend(),
    );
  }
  const status = statusOf(headers);
  if (!isEnded) {
    return wrong(
      'died-mid-body',
      `the process behind "${name}" dies in the middle of its answer${said}`,
      ...causes['died-mid-body'].mend(),
    );
  }
  if (status >= 500) {
    return wrong(
      'application-error',
      `the application behind "${name}" answers ${status}${said}`,
      byHand("read the application's own log, and mend what it names"),
    );
  }
  return { ok: true, answered: { status, headers, stderr } };
}

const HEADER = /^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:|HTTP\/\d)/;

/** RFC 3875 §6.3.3: 200 where nothing is said, 302 where only a Location is. */
function statusOf(headers: readonly string[]): number {
  const stated = headers.map((line) => /^(?:Status:\s*|HTTP\/\S+ )(\d{3})/i.exec(line)?.[1]);
  const status = stated.find((digits) => digits !== undefined);
  if (status !== undefined) return Number(status);
  return headers.some((line) => /^location:/i.test(line)) ? 302 : 200;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
