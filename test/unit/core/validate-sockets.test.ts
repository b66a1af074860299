import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

const SOCKET =
  '"unix:/run/NAME/app.sock", "127.0.0.1:9000", "[::1]:9000", a map with "path" or with "host" and "port", or a list of TCP sockets';
const TCP = 'a TCP socket: "127.0.0.1:9000", "[::1]:9000", or a map with "host" and "port"';

const sockets: readonly (readonly [socket: string, problem: string])[] = [
  ['9000', `2:9 schema-type socket 9000 is not ${SOCKET}`],
  ['run/a.sock', `2:9 schema-form socket "run/a.sock" is not ${SOCKET}`],
  ['"unix:run/a"', `2:9 schema-form socket "unix:run/a" is not ${SOCKET}`],
  ['"127.0.0.1"', `2:9 schema-form socket "127.0.0.1" is not ${SOCKET}`],
  ['"::1:9000"', `2:9 schema-form socket "::1:9000" is not ${SOCKET}`],
  ['true', `2:9 schema-type socket true is not ${SOCKET}`],
  ['', `2:9 schema-type socket null is not ${SOCKET}`],
  ['[]', '2:9 schema-empty socket is empty'],
  ['{}', '2:1 schema-missing-key missing key "path" in "socket"'],
  ['{mode: "0660"}', '2:1 schema-missing-key missing key "path" in "socket"'],
  ['{pth: /a}', '2:10 schema-unknown-key unknown key "pth" in "socket"'],
  ['{path: a}', '2:16 schema-form path "a" is not an absolute path'],
  ['{path: /a, host: b}', '2:20 schema-unknown-key unknown key "host" in "socket"'],
  ['{path: /a, mode: 0660}', '2:26 schema-type mode 660 is a number to YAML, not a string'],
  ['{path: /a, mode: 432}', '2:26 schema-type mode 432 is a number to YAML, not a string'],
  [
    '{path: /a, mode: rw}',
    '2:26 schema-form mode "rw" is not three or four octal digits in quotes, such as "0660"',
  ],
  ['{path: /a, owner: A}', '2:27 schema-form owner "A" is not a user or group name of the system'],
  ['{path: /a, backlog: 0}', '2:29 schema-range backlog 0 is less than 1'],
  ['{host: a}', '2:1 schema-missing-key missing key "port" in "socket"'],
  ['{port: 1}', '2:1 schema-missing-key missing key "host" in "socket"'],
  ['{host: a, prot: 1}', '2:19 schema-unknown-key unknown key "prot" in "socket"'],
  ['{host: a, port: 0}', '2:25 schema-range port 0 is less than 1'],
  ['{host: a, port: 70000}', '2:25 schema-range port 70000 is more than 65535'],
  ['{host: a, port: "80"}', '2:25 schema-type port "80" is not a whole number'],
  ['{host: "a b", port: 80}', '2:16 schema-form host "a b" is not an IP address or a host name'],
  ['["127.0.0.1:1", /run/a]', `2:25 schema-form socket "/run/a" is not ${TCP}`],
  ['[1]', `2:10 schema-type socket 1 is not ${TCP}`],
  ['[{host: a}]', '2:10 schema-missing-key missing key "port" in item 1 of "socket"'],
  ['[{hots: a, port: 2}]', '2:11 schema-unknown-key unknown key "hots" in item 1 of "socket"'],
  [
    '[{path: /a, host: a, port: 1}]',
    '2:11 schema-unknown-key unknown key "path" in item 1 of "socket"',
  ],
];

describe('validate: sockets', () => {
  it.each(sockets)('refuses socket: %s', (socket, problem) => {
    expect(problemsOf(`name: a\nsocket: ${socket}`)).toEqual([problem]);
  });
});
