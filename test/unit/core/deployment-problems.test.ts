import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

/** One mistake each, in line 3 of a descriptor that is sound otherwise. */
const fields: readonly (readonly [field: string, problem: string])[] = [
  ['mount: //', '3:8 valid-mount mount "//" has an empty segment ("//")'],
  ['mount: /a//b', '3:8 valid-mount mount "/a//b" has an empty segment ("//")'],
  ['mount: /a//', '3:8 valid-mount mount "/a//" has an empty segment ("//")'],
  ['mount: /a/../b', '3:8 valid-mount mount "/a/../b" has a "." or ".." segment'],
  ['mount: /a/..', '3:8 valid-mount mount "/a/.." has a "." or ".." segment'],
  ['mount: /./', '3:8 valid-mount mount "/./" has a "." or ".." segment'],
  ['mount: "/a\\tb"', '3:8 valid-mount mount "/a\\tb" has a control character'],
  ['mount: "/a\\x7f"', '3:8 valid-mount mount "/a\x7f" has a control character'],
  ['mount: "/a\\0"', '3:8 valid-mount mount "/a\\u0000" has a control character'],
  ['static: {/a//: /b/}', '3:10 valid-static static URL "/a//" has an empty segment ("//")'],
  ['static: {/a/../b: /b}', '3:10 valid-static static URL "/a/../b" has a "." or ".." segment'],
  ['static: {"/a\\n": /b}', '3:10 valid-static static URL "/a\\n" has a control character'],
  ['static: {/a/: /b}', '3:15 valid-static "/a/" is a folder, but "/b" is a file'],
  ['static: {/a: /b/}', '3:14 valid-static "/a" is a file, but "/b/" is a folder'],
  ['static: [{url: /a, path: /b/}]', '3:26 valid-static "/a" is a file, but "/b/" is a folder'],
  ['static: {/a: "/b\\0"}', '3:14 valid-static path "/b\\u0000" has a NUL'],
  [
    'static: {/a: /b, /A: /c}',
    '3:18 unique-path static URL "/A" differs only in case from static URL "/a"',
  ],
  [
    'static: [{url: /a, path: /b}, {url: /a, path: /c}]',
    '3:37 unique-path static URL "/a" is the same path as static URL "/a"',
  ],
  ['static: {/: /b/}', '3:10 unique-path static URL "/" is the same path as mount "/"'],
  [
    'mount: /a\nstatic: {/a: /b}',
    '4:10 unique-path static URL "/a" is the same path as mount "/a"',
  ],
  [
    'mount: /a\nstatic: {/a/: /b/}',
    '4:10 unique-path static URL "/a/" is the same path as mount "/a"',
  ],
  [
    'mount: /a\nstatic: {/A/: /b/}',
    '4:10 unique-path static URL "/A/" differs only in case from mount "/a"',
  ],
  [
    'params: {SCRIPT_NAME: x}',
    '3:10 valid-params "SCRIPT_NAME" cannot be set under "params": it is computed for every request',
  ],
  [
    'params: {PATH_INFO: x}',
    '3:10 valid-params "PATH_INFO" cannot be set under "params": it is computed for every request',
  ],
  [
    'params: {REMOTE_USER: x}',
    '3:10 valid-params "REMOTE_USER" cannot be set under "params": it is computed for every request',
  ],
  [
    'params: {HTTPS: x}',
    '3:10 valid-params "HTTPS" cannot be set under "params": it is computed for every request',
  ],
  [
    'params: {OK: x, HTTP_PROXY: x}',
    `3:17 valid-params "HTTP_PROXY" cannot be set under "params": it is the client's request header`,
  ],
  ['listen: [80]', '3:1 valid-listen "listen" without "hosts" has nothing to belong to'],
  ['hosts: [a]\nlisten: [0]', '4:10 schema-range listen 0 is less than 1'],
  ['hosts: [a]\nlisten: ["99999"]', '4:10 valid-listen "99999" is no address to listen at'],
  [
    'hosts: [a]\nlisten: ["300.1.1.1:80"]',
    '4:10 valid-listen "300.1.1.1:80" is no address to listen at',
  ],
  [
    'hosts: [a]\nlisten: ["[::g]:80"]',
    '4:10 schema-form listen "[::g]:80" is not a port, "address:port" or "[address]:port"',
  ],
  ['hosts: [a]\nlisten: ["[:::]:80"]', '4:10 valid-listen "[:::]:80" is no address to listen at'],
  ['hosts: [a]\nlisten: [80, "80"]', '4:14 valid-listen "80" is listed twice'],
  ['hosts: [a]\nlisten: [80, 80]', '4:14 schema-repeated 80 is listed twice'],
  ['command: [python3, a]', '3:11 valid-command program "python3" is no absolute path'],
];

const wholes: readonly (readonly [text: string, problem: string])[] = [
  [
    'name: a\nsocket: 300.0.0.1:99',
    '2:9 valid-address "300.0.0.1" is no IPv4 or IPv6 address and no host name',
  ],
  [
    'name: a\nsocket: 1.2.3:99',
    '2:9 valid-address "1.2.3" is no IPv4 or IPv6 address and no host name',
  ],
  [
    'name: a\nsocket: 01.2.3.4:99',
    '2:9 valid-address "01.2.3.4" is no IPv4 or IPv6 address and no host name',
  ],
  [
    'name: a\nsocket: "[1::2::3]:99"',
    '2:9 valid-address "1::2::3" is no IPv4 or IPv6 address and no host name',
  ],
  [
    'name: a\nsocket: {host: "1:2", port: 9}',
    '2:16 valid-address "1:2" is no IPv4 or IPv6 address and no host name',
  ],
  [
    'name: a\nsocket: a-.org:1',
    '2:9 valid-address "a-.org" is no IPv4 or IPv6 address and no host name',
  ],
  [
    'name: a\nsocket: 300.0.0.1:0',
    '2:9 valid-address "300.0.0.1" is no IPv4 or IPv6 address and no host name',
  ],
  ['name: a\nsocket: 127.0.0.1:0', '2:9 valid-address 0 is no TCP port'],
  ['name: a\nsocket: 127.0.0.1:65536', '2:9 valid-address 65536 is no TCP port'],
  ['name: a\nsocket: ["a:1", "A:1"]', '2:17 unique-socket socket A port 1 is listed twice'],
  [
    'name: a\nsocket: ["a:1", {host: a, port: 1}]',
    '2:17 unique-socket socket a port 1 is listed twice',
  ],
  ['name: a\nsocket: /a/', '2:9 valid-socket-path socket path "/a/" is a folder'],
  [
    'name: a\nsocket: {path: "/a\\n"}',
    '2:16 valid-socket-path socket path "/a\\n" has a NUL or a newline',
  ],
  [
    'name: a\nsocket: ["a:1", "b:1"]\nprocesses: 3',
    '3:12 valid-processes 3 processes cannot stand behind 2 sockets',
  ],
  [
    'name: a\nsocket: ["a:1", "b:1"]\nprocesses: 1',
    '3:12 valid-processes 1 processes cannot stand behind 2 sockets',
  ],
  [
    'apps:\n- {name: a, socket: /a}\n- {name: a, socket: /b, mount: /b}',
    '3:10 unique-name two applications are named "a"',
  ],
  [
    'apps:\n- {name: a, socket: /a}\n- {name: b, socket: /b}',
    '3:3 unique-path mount "/" is the same path as mount "/" of "a"',
  ],
  [
    'apps:\n- {name: a, socket: /a, mount: /x}\n- {name: b, socket: /b, mount: /x/}',
    '3:32 unique-path mount "/x" is the same path as mount "/x" of "a"',
  ],
  [
    'apps:\n- {name: a, socket: /a, mount: /x}\n- {name: b, socket: /b, mount: /X}',
    '3:32 unique-path mount "/X" differs only in case from mount "/x" of "a"',
  ],
  [
    'apps:\n- {name: a, socket: /a, mount: /x}\n- {name: b, socket: /b, static: {/x: /y}}',
    '3:34 unique-path static URL "/x" is the same path as mount "/x" of "a"',
  ],
];

const sound: readonly string[] = [
  'name: a\nsocket: /a\nstatic: {/a: /b, /a/: /c/, /a/b: /d}',
  'name: a\nsocket: /a\nstatic: {/é: /b, /É: /c}',
  'name: a\nsocket: /a\nmount: "/a%2Fb"\nstatic: {/a/b: /c}',
  'name: a\nsocket: ["a:1", "b:1"]\nprocesses: 2',
  'name: a\nsocket: ["a:1", "a:2"]',
  'name: a\nsocket: /a\nparams: {SCRIPT_FILENAME: /x, HTTPX: y}',
  'apps:\n- {name: a, socket: /a, mount: /x}\n- {name: b, socket: /b, mount: /x/y}\n- {name: c, socket: /c, mount: /xy}',
];

describe('toDeployment', () => {
  it.each(fields)('refuses %s', (field, problem) => {
    expect(problemsOf(`name: a\nsocket: /a\n${field}`)).toEqual([problem]);
  });

  it.each(wholes)('refuses %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it.each(sound)('accepts %j', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it('reports several mistakes in the order of the file', () => {
    const text = 'params: {HTTPS: x}\nmount: /a//b\nsocket: a:0\nname: a\n';
    expect(problemsOf(text).map((line) => line.split(' ')[1])).toEqual([
      'valid-params',
      'valid-mount',
      'valid-address',
    ]);
  });
});
