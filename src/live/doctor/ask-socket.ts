import type { Question, SocketAnswer } from '../../doctor/host/host.ts';
import { askFastcgi } from '../fastcgi/client.ts';
import { FastcgiError } from '../fastcgi/record.ts';
import { connectTo, type SocketAddress } from '../socket-address.ts';

/** Asks an application at its own socket, without a web server. */
export async function askSocket(question: Question): Promise<SocketAnswer> {
  return question.protocol === 'fastcgi' ? askInFastcgi(question) : askInHttp(question);
}

async function askInFastcgi(question: Question): Promise<SocketAnswer> {
  const { address, parameters, timeoutMilliseconds } = question;
  let isLate = false;
  try {
    const { stdout, stderr, end } = await askFastcgi(address, {
      parameters: parameters.map(([name, value]) => [name, value] as const),
      timeoutMilliseconds,
    });
    if (stdout.length > 0 || stderr.length > 0 || end !== null) {
      return {
        kind: 'answer',
        stdout: stdout.toString('latin1'),
        stderr: stderr.toString('utf8'),
        isEnded: end !== null,
      };
    }
  } catch (error) {
    if (!(error instanceof FastcgiError)) return { kind: 'failed', message: `${error}` };
    isLate = / within /.test(error.message);
    if (!isLate && !/version/.test(error.message))
      return { kind: 'failed', message: error.message };
  }
  // An HTTP server hangs up on FastCGI, waits for the end of a line, or answers 400.
  const seen = await firstBytes(address, HTTP_QUESTION, HTTP_WAIT);
  if (/^HTTP\//.test(seen)) return { kind: 'other protocol', seen: firstLine(seen) };
  return isLate ? { kind: 'late' } : { kind: 'answer', ...NOTHING };
}

async function askInHttp({
  address,
  timeoutMilliseconds,
  parameters,
}: Question): Promise<SocketAnswer> {
  const { REQUEST_URI: target = '/', HTTP_HOST: host = 'localhost' } =
    Object.fromEntries(parameters);
  const question = Buffer.from(
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  );
  const seen = await firstBytes(address, question, timeoutMilliseconds, 65_536);
  if (/^HTTP\//.test(seen)) return { kind: 'answer', stdout: seen, stderr: '', isEnded: true };
  if (seen === LATE) return { kind: 'late' };
  return seen === ''
    ? { kind: 'answer', ...NOTHING }
    : { kind: 'other protocol', seen: firstLine(seen) };
}

const HTTP_QUESTION = Buffer.from('GET / HTTP/1.0\r\n\r\n');
const HTTP_WAIT = 2000;
const LATE = 'late';
const NOTHING = { stdout: '', stderr: '', isEnded: false } as const;

function firstLine(text: string): string {
  return text.split(/[\r\n]/)[0]?.slice(0, 60) ?? '';
}

/** What comes back until so many bytes are there, or the other side hangs up; LATE where nothing comes. */
function firstBytes(
  address: SocketAddress,
  question: Buffer,
  waitMilliseconds: number,
  enough = 1,
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTo(address);
    let seen = '';
    const settle = (text: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.setEncoding('latin1');
    socket.setTimeout(waitMilliseconds, () => settle(seen === '' ? LATE : seen));
    socket.once('connect', () => socket.write(question));
    socket.on('data', (chunk: string) => {
      seen += chunk;
      if (seen.length >= enough) settle(seen);
    });
    socket.once('error', () => settle(seen));
    socket.once('close', () => settle(seen));
  });
}
