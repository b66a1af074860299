import { describe, expect, it } from 'vitest';
import { causes } from '../../../src/doctor/causes.ts';
import { logReader } from '../../../src/doctor/log/explain-log.ts';
import { symptoms } from '../../../src/doctor/log/symptoms.ts';

describe('the symptoms', () => {
  it.each(symptoms)('of $program tell $example by itself', (symptom) => {
    expect(symptoms.find(({ pattern }) => pattern.test(symptom.example))).toBe(symptom);
  });

  it('do not stumble over hostile lines', () => {
    const long = `${'upstream: "a://'.repeat(4000)}${'connect() to '.repeat(4000)}`;
    const { user: before } = process.cpuUsage();

    expect(explained(long).findings).toEqual([]);
    expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
  });
});

describe('a log', () => {
  const refused =
    '2026/11/21 09:23:03 [error] 1#1: *2 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: localhost, request: "GET /a HTTP/1.1", upstream: "fastcgi://127.0.0.1:9000", host: "localhost"';

  it('is explained cause by cause, with the times and places of each', () => {
    const { findings, lines } = explained(refused, refused, refused.replaceAll('9000', '9001'));

    expect(lines).toBe(3);
    expect(findings).toMatchObject([
      { code: 'socket-refused', line: 1, lastLine: 2, times: 2 },
      { code: 'socket-refused', line: 3, lastLine: 3, times: 1 },
    ]);
    expect(findings[0]?.what).toBe('nobody listens on the socket: "127.0.0.1:9000"');
    expect(findings[0]?.why).toBe(causes['socket-refused'].why);
  });

  it('names the socket in the commands that mend it', () => {
    const denied =
      '[Sat Nov 21 09:25:31 2026] [proxy:error] [pid 1:tid 2] (13)Permission denied: AH02454: FCGI: attempt to connect to Unix domain socket /run/shop/app.sock (deploygen-shop:8000) failed';

    expect(explained(denied).findings[0]?.mend).toContainEqual({
      kind: 'run',
      command: ['namei', '-l', '/run/shop/app.sock'],
      why: 'find the folder or socket that keeps it out',
    });
  });

  it('tells an exception over several lines by its last', () => {
    const first = refused.slice(0, 36);
    const { findings } = explained(
      `${first}FastCGI sent in stderr: "Traceback (most recent call last):`,
      '  File "/srv/app.py", line 3, in application',
      'ValueError: no such thing" while reading response header from upstream, client: 127.0.0.1',
      refused,
    );

    expect(findings.map(({ what, line }) => [what, line])).toEqual([
      ['the application failed with an exception: "ValueError: no such thing"', 1],
      ['nobody listens on the socket: "127.0.0.1:9000"', 4],
    ]);
  });

  it('has nothing wrong where an application only talks', () => {
    const { findings, unknown } = explained(
      '2026-11-21 09:23:31: (mod_fastcgi.c.449) FastCGI-stderr:loaded 3 plugins',
    );

    expect(findings).toEqual([]);
    expect(unknown.count).toBe(0);
  });

  it('counts what nobody knows, and shows the first of it', () => {
    const { unknown } = explained('one', 'two', '', 'three', 'four');

    expect(unknown.count).toBe(4);
    expect(unknown.first.map(({ line, text }) => [line, text])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [4, 'three'],
    ]);
  });
});

function explained(...lines: readonly string[]) {
  const reader = logReader();
  for (const line of lines) reader.add(line);
  return reader.end();
}
