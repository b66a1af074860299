import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';
import { problemsOf } from './problems-of.ts';

const schema = JSON.parse(readFileSync('schemas/deploy.schema.json', 'utf8'));
const OF_THE_SITE = Object.keys(schema.properties).filter(
  (field) => !(field in schema.definitions.application.properties),
);

const SOCKET =
  '"unix:/run/NAME/app.sock", "127.0.0.1:9000", "[::1]:9000", a map with "path" or with "host" and "port", or a list of TCP sockets';
const NAME = '1 to 31 lower-case letters, digits and "-", beginning with a letter';

const whole: readonly (readonly [text: string, problem: string])[] = [
  ['name: a', '1:1 schema-missing-key missing key "socket"'],
  ['socket: /a', '1:1 schema-missing-key missing key "name"'],
  ['name: a\nsokcet: /a', '2:1 schema-unknown-key unknown key "sokcet"'],
  ['nmae: a\nsocket: /a', '1:1 schema-unknown-key unknown key "nmae"'],
  ['[]', '1:1 schema-type the descriptor is not a map'],
  ['text', '1:1 schema-type the descriptor "text" is not a map'],
  ['42', '1:1 schema-type the descriptor 42 is not a map'],
  ['name: Shop\nsocket: /a', `1:7 schema-form name "Shop" is not ${NAME}`],
  ['name: 7\nsocket: /a', `1:7 schema-type name 7 is not ${NAME}`],
  ['name: ""\nsocket: /a', `1:7 schema-form name "" is not ${NAME}`],
  ['name: "a\\n"\nsocket: /a', `1:7 schema-form name "a\\n" is not ${NAME}`],
  ['name: 😀\nsocket: /a', `1:7 schema-form name "😀" is not ${NAME}`],
  [
    '{"name": "a", "static": {"/😀": "/b"}, "socket": 1}',
    `1:50 schema-type socket 1 is not ${SOCKET}`,
  ],
  ['apps: []', '1:7 schema-empty apps is empty'],
  ['apps: {}', '1:7 schema-type apps is not a list of applications'],
  ['apps: [a]', '1:8 schema-type apps "a" is not a map'],
  ['apps: [{name: a}]', '1:8 schema-missing-key missing key "socket" in item 1 of "apps"'],
  [
    'apps:\n- {name: a, socket: /a}\nmount: /x',
    '3:1 schema-misplaced-key "mount" belongs to one application, but this descriptor lists several',
  ],
  [
    'apps:\n- {name: a, socket: /a, hosts: [b]}',
    '2:25 schema-unknown-key unknown key "hosts" in item 1 of "apps"',
  ],
];

describe('validate', () => {
  it.each(whole)('refuses %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('reports every mistake, in the order of the file', () => {
    expect(
      problemsOf('mount: x\nname: A\nsocket: 1\nfoo: 1').map((line) => line.slice(0, 3)),
    ).toEqual(['1:8', '2:7', '3:9', '4:1']);
  });

  it.each([
    ['umask: 022', 'write it in quotes, as in "027": YAML reads the bare digits as a number'],
    ['environment: {A: 1}', 'write it in quotes'],
    ['user: 1000', 'for example "shop"'],
    ['limits: {read_timeout: 60}', 'for example "60s"'],
    ['buffring: false', 'did you mean "buffering"?'],
    ['web_uesr: x', 'did you mean "web_user"?'],
    ['bare_mount: slahs', 'did you mean "slash"?'],
    ['bare_mount: nothing', 'for example "slash"'],
    ['version: 2', 'write 1'],
    ['processes: 0', 'use a number from 1 to 1024'],
    ['hosts: []', 'list at least one'],
    ['params: {a: x}', '"params" is a map of variable names (capitals, digits, "_") to strings'],
    [
      'static: {/a: {file: /b, path: /c}}',
      'known are: path, expires, fallthrough, dotfiles, index',
    ],
    ['hsts: {seconds: 1}', 'it belongs under "tls"'],
    ['certificate: /a', 'it belongs under "tls"'],
    ['seconds: 1', 'it belongs under "tls.hsts"'],
    ['path: /a', 'it belongs under "socket" or in the items of "static"'],
    ['nginx: {layout: site}', 'it belongs under "extra" or under "targets"'],
    ['host: a.org', 'it belongs under "socket"; or did you mean "hosts"?'],
    ['extra: {location: x}', 'it belongs under "nginx" or under "apache"'],
    ['limits: {processes: 3}', 'it belongs beside "limits", not in it'],
    ['targets: {nginx: {listen: [80]}}', 'it belongs beside "targets", not in it'],
    ['static: [{url: /a, path: /b, mount: /c}]', 'it belongs beside "static", not in it'],
    ['hosts: [Shop.Example.org]', 'write "shop.example.org"'],
    ['hosts: ["*.Example.org"]', 'write "*.example.org"'],
    ['hosts: ["localhost:8080"]', 'write "localhost"'],
    ['hosts: [https://Shop.example.org:8443/a?b]', 'write "shop.example.org"'],
    ['hosts: [shop.example.org.]', 'write "shop.example.org"'],
    ['hosts: [" shop.example.org"]', 'write "shop.example.org"'],
    ['hosts: [Bücher.example]', 'write "xn--bcher-kva.example"'],
    ['hosts: ["a.org, *.b.org"]', 'list each: a.org, *.b.org'],
    ['hosts: [shop example.org]', 'for example "example.org"'],
    ['hosts: [my_shop.example.org]', 'for example "example.org"'],
    ['hosts: ["[::1]:80"]', 'for example "example.org"'],
  ])('says what to do about %s', (field, help) => {
    expect(load(`name: a\nsocket: /a\n${field}`, 'deploy.yaml')).toMatchObject({
      ok: false,
      diagnostics: [{ help }],
    });
  });

  it.each([
    ['hosts: [a.org]', 'it belongs beside "apps", not in it'],
    ['hsts: {seconds: 1}', 'it belongs under "tls"'],
    ['limits: {processes: 3}', 'it belongs beside "limits", not in it'],
  ])('says what to do about %s in one of several applications', (field, help) => {
    expect(load(`apps:\n- name: a\n  socket: /a\n  ${field}`, 'deploy.yaml')).toMatchObject({
      ok: false,
      diagnostics: [{ help }],
    });
  });

  it.each(OF_THE_SITE.filter((field) => field !== 'apps'))(
    'says that %s belongs beside "apps"',
    (field) => {
      expect(load(`apps:\n- name: a\n  socket: /a\n  ${field}: {}`, 'deploy.yaml')).toMatchObject({
        ok: false,
        diagnostics: [{ help: 'it belongs beside "apps", not in it' }],
      });
    },
  );

  it.each(['.', '..', '', 'a/..', '/index.html'])('takes %j for no name of a file', (index) => {
    const text = `name: a\nsocket: /a\nstatic: {/a/: {path: /a/, index: "${index}"}}`;

    expect(load(text, 'deploy.yaml')).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'schema-form', message: `index "${index}" is not the name of a file` }],
    });
  });
});
