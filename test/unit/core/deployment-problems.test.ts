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
  [
    'mount: /a\nstatic: [{url: /b/, path: /b/, fallthrough: true}]',
    '4:45 valid-static "/b/" is not below "/a", the mount of "a": it cannot fall through to it',
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
    '4:10 schema-form listen "[::g]:80" is not a port, "address:port" or "[address]:port", or a map with "address"',
  ],
  ['hosts: [a]\nlisten: ["[:::]:80"]', '4:10 valid-listen "[:::]:80" is no address to listen at'],
  ['hosts: [a]\nlisten: [80, "80"]', '4:14 valid-listen "80" is listed twice'],
  ...[
    ['80, "0.0.0.0:80"', '14', '"0.0.0.0:80" is in "80"'],
    ['"0.0.0.0:80", 80', '24', '"80" is in "0.0.0.0:80"'],
    ['80, "[0::0]:80"', '14', '"[0::0]:80" is in "80"'],
    ['"[::]:80", "[0:0:0:0:0:0:0:0]:80"', '21', '"[0:0:0:0:0:0:0:0]:80" is in "[::]:80"'],
    ['"[::1]:80", "[::0.0.0.1]:80"', '22', '"[::0.0.0.1]:80" is in "[::1]:80"'],
  ].map(([listen, column, message]): [string, string] => [
    `hosts: [a]\nlisten: [${listen}]`,
    `4:${column} valid-listen ${message} already`,
  ]),
  ...[
    ['"[::ffff:127.0.0.1]:80"', 'it is an IPv4 address in IPv6 form'],
    ['"[fe80::1]:80"', 'it is link-local'],
    ['"[ff02::1]:80"', 'it is of many machines'],
    ['"224.0.0.1:80"', 'it is of many machines'],
    ['"255.255.255.255:80"', 'it is of many machines'],
    ['"0.0.0.1:80"', 'it is of no machine'],
  ].map(([listen, why]): [string, string] => [
    `hosts: [a]\nlisten: [${listen}]`,
    `4:10 valid-listen ${listen} is no address to listen at: ${why}`,
  ]),
  ['hosts: [a]\nlisten: [80, 80]', '4:14 schema-repeated 80 is listed twice'],
  ['command: [python3, a]', '3:11 valid-command program "python3" is no absolute path'],
  ['command: [/srv/]', '3:11 valid-command program "/srv/" is a folder'],
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

/** Mistakes of a site, in line 3 as well. */
const siteFields: readonly (readonly [field: string, problem: string])[] = [
  ['tls: {certificate: /c}', '3:1 schema-missing-key missing key "key" in "tls"'],
  ['hsts: {seconds: 600}', '3:1 schema-unknown-key unknown key "hsts"'],
  [
    'tls: {certificate: /c, key: /k}',
    '3:1 valid-site "tls" without "hosts" has nothing to belong to',
  ],
  [
    'canonical_host: a.org',
    '3:1 valid-site "canonical_host" without "hosts" has nothing to belong to',
  ],
  [
    'hosts: [b.org]\ncanonical_host: a.org',
    '4:17 valid-site canonical_host "a.org" is not one of "hosts"',
  ],
  [
    'hosts: ["*.b.org"]\ncanonical_host: "*.b.org"',
    '4:17 valid-site canonical_host "*.b.org" is not one of "hosts"',
  ],
  [
    'hosts: [a]\ntls: {certificate: /c, key: /k, hsts: {seconds: 600, preload: true}}',
    '4:63 valid-site "preload" needs "subdomains" and at least 31536000 seconds',
  ],
  [
    'hosts: [a]\ntls: {certificate: /c, key: /k}\nlisten: [80]',
    '5:10 valid-listen no address speaks TLS',
  ],
  [
    'hosts: [a]\nlisten: [{address: 443, tls: true}]',
    '4:30 valid-listen "443" cannot speak TLS: the site has no certificate',
  ],
  ['redirects: [{from: /a, to: /a}]', '3:28 valid-redirect "/a" leads back to "/a", for ever'],
  [
    'hosts: [a.org]\nredirects: [{from: /a, to: /c}, {from: /b, to: "http://a.org/b"}]',
    '4:48 valid-redirect "http://a.org/b" leads back to "/b", for ever',
  ],
  ['headers:\n  X-A: "1"\n  x-b: "2"\n  x-a: "2"', '6:3 valid-header header "x-a" is "X-A" again'],
  ['allow: ["::1", "0::1"]', '3:16 valid-network "0::1" is listed twice'],
  [
    'trusted_proxies: ["::ffff:10.0.0.1"]',
    '3:19 valid-network "::ffff:10.0.0.1" is an IPv4 address in IPv6 form',
  ],
  [
    'auth: {basic: {realm: a, file: /f, paths: [/x, /x/]}}',
    '3:48 valid-auth "/x/" is listed twice',
  ],
  ...['/\\\\b.org', 'http:///a', 'https:///'].map((to): [string, string] => [
    `redirects: [{from: /a, to: "${to}"}]`,
    `3:28 valid-redirect "${to.replace('\\\\', '\\')}" is nothing to redirect to`,
  ]),
  ...[
    ['auth: {basic: {realm: a, file: /f/}}', '32', 'file "/f/"'],
    ['maintenance: /f/', '14', 'maintenance "/f/"'],
    ['hosts: [a]\nerror_log: /f/', '12', 'error_log "/f/"'],
    ['hosts: [a]\ntls: {key: /k, certificate: /f/}', '29', 'certificate "/f/"'],
    ['hosts: [a]\ntls: {certificate: /c, key: /f/}', '29', 'key "/f/"'],
  ].map(([field, column, what]): [string, string] => [
    `${field}`,
    `${field?.includes('\n') ? 4 : 3}:${column} schema-form ${what} is not the absolute path of a file${what?.startsWith('maint') ? ', or a map with "page"' : ''}`,
  ]),
  ['hosts: [a..b]', '3:9 valid-host "a..b" is no host name'],
  ...['1.2.3', '256.1.1.1', 'shop.7', 'a.0x1f', '*.0.0.1', '7'].map((host): [string, string] => [
    `hosts: ["${host}"]`,
    `3:9 valid-host "${host}" ends in a number and is no IPv4 address: no browser can ask for it`,
  ]),
  [
    'hosts: ["a.org:80"]',
    '3:9 schema-form hosts "a.org:80" is not a host name in lower case such as example.org or *.example.org, without scheme or port',
  ],
  [
    'hosts: [bücher.example, xn--bcher-kva.example]',
    '3:25 valid-host "xn--bcher-kva.example" is listed twice',
  ],
  [
    'allow: [10.1.2.3/8]',
    '3:9 valid-network "10.1.2.3/8" has bits beyond its prefix: it is in 10.0.0.0/8',
  ],
  ['allow: [10.0.0.256]', '3:9 valid-network "10.0.0.256" is no IP address'],
  ['allow: ["::1/129"]', '3:9 valid-network "::1/129" has no prefix of at most 128 bits'],
  [
    'trusted_proxies: ["2001:db8::1/32"]',
    '3:19 valid-network "2001:db8::1/32" has bits beyond its prefix: it is in 2001:db8::/32',
  ],
  [
    'auth: {basic: {realm: a, file: users}}',
    '3:32 schema-form file "users" is not the absolute path of a file',
  ],
  [
    'mount: /a\nauth: {basic: {realm: a, file: /u, paths: [/b]}}',
    '4:44 valid-auth "/b" does not belong to application "a"',
  ],
  ['deny: [/a//b]', '3:8 valid-path denied path "/a//b" has an empty segment ("//")'],
  ['mount: /a\ndeny: [/a]', '3:8 valid-deny mount "/a" lies below the denied path "/a"'],
  ['deny: [/a, /a/b]', '3:12 valid-deny denied path "/a/b" lies below the denied path "/a"'],
  ['deny: [/a, /a/]', '3:12 valid-deny denied path "/a" lies below the denied path "/a"'],
  [
    'deny: [/a]\nredirects: [{from: /a/b, to: /c}]',
    '4:20 valid-deny redirect "/a/b" lies below the denied path "/a"',
  ],
  [
    'mount: /a\nredirects: [{from: /a, to: /c}]',
    '4:20 unique-path redirect from "/a" is the same path as mount "/a"',
  ],
  [
    'redirects: [{from: /a, to: /b}, {from: /A, to: /c}]',
    '3:40 unique-path redirect from "/A" is the same path as redirect "/a"',
  ],
  [
    'redirects: [{from: /a, to: //evil.example}]',
    '3:28 valid-redirect "//evil.example" is nothing to redirect to',
  ],
  ['redirects: [{from: /a, to: /b%zz}]', '3:28 valid-redirect "/b%zz" is nothing to redirect to'],
  [
    'headers: {Content-Length: "1"}',
    '3:11 valid-header header "Content-Length" cannot be set under "headers": the server sets it for each response',
  ],
  [
    'headers: {X-A: "b\\r\\nSet-Cookie: c"}',
    '3:16 schema-form "X-A" "b\\r\\nSet-Cookie: c" is not text in ASCII without spaces at its ends',
  ],
  [
    'static: {/f: {path: /srv/f, index: index.html}}',
    '3:29 valid-static "index" is for folders, and "/f" is a file',
  ],
];

describe('toDeployment', () => {
  it.each(siteFields)('refuses, of a site, %s', (field, problem) => {
    expect(problemsOf(`name: a\nsocket: /a\n${field}`)[0]).toBe(problem);
  });

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
