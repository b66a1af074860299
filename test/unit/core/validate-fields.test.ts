import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

const STATIC = 'a map of URLs to paths, or a list of maps with "url" and "path"';
const HOST =
  'a host name in lower case such as example.org or *.example.org, without scheme or port';
const TIME = 'a time with its unit, such as 500ms, 60s, 5m or 1h';
const SIZE = 'a size such as 512k, 10m or 1g (less than 1000000g), or a number of bytes';

/** One mistake each, in line 3 of a descriptor that is sound otherwise. */
const fields: readonly (readonly [field: string, problem: string])[] = [
  [
    'bare_mount: redirct',
    '3:13 schema-value bare_mount "redirct" is not one of redirect, slash, empty',
  ],
  ['bare_mount: [slash]', '3:13 schema-value bare_mount is not one of redirect, slash, empty'],
  ['buffering: yes', '3:12 schema-type buffering "yes" is not true or false'],
  ['buffering: 1', '3:12 schema-type buffering 1 is not true or false'],
  [
    'command: /srv/a -x',
    '3:10 schema-type command "/srv/a -x" is not a list: the program and its arguments',
  ],
  ['command: []', '3:10 schema-empty command is empty'],
  ['command: [/srv/a, 80]', '3:19 schema-type command 80 is a number to YAML, not a string'],
  ['command: [/srv/a, [b]]', '3:19 schema-type command is not a string'],
  ['command: [a]', '3:11 valid-command program "a" is no absolute path'],
  ['directory: srv', '3:12 schema-form directory "srv" is not an absolute path'],
  ['directory:', '3:11 schema-type directory null is not an absolute path'],
  [
    'environment: [A=b]',
    '3:14 schema-type environment is not a map of variable names (letters, digits, "_") to strings',
  ],
  ['environment: {A: 1}', '3:18 schema-type "A" 1 is a number to YAML, not a string'],
  ['environment: {A: true}', '3:18 schema-type "A" true is a boolean to YAML, not a string'],
  ['environment: {A: }', '3:18 schema-type "A" null is not a string'],
  ['environment: {a-b: x}', '3:15 schema-name "a-b" cannot be a name in "environment"'],
  ['environment: {1a: x}', '3:15 schema-name "1a" cannot be a name in "environment"'],
  ['log: /var/log/', '3:6 schema-form log "/var/log/" is not the absolute path of a file'],
  [
    'environment_file: x',
    '3:19 schema-form environment_file "x" is not the absolute path of a file',
  ],
  ['group: Staff', '3:8 schema-form group "Staff" is not a user or group name of the system'],
  ['hardening: false', '3:12 schema-value hardening false is not one of off, basic, strict'],
  ['hosts: a.org', '3:8 schema-type hosts "a.org" is not a list of host names'],
  ['hosts: []', '3:8 schema-empty hosts is empty'],
  ['hosts: [a.org, b.org, a.org]', '3:23 schema-repeated "a.org" is listed twice'],
  ['hosts: [A.org]', `3:9 schema-form hosts "A.org" is not ${HOST}`],
  ['hosts: [https://a.org]', `3:9 schema-form hosts "https://a.org" is not ${HOST}`],
  ['hosts: ["a.org:80"]', `3:9 schema-form hosts "a.org:80" is not ${HOST}`],
  ['limits: 10m', '3:9 schema-type limits "10m" is not a map'],
  ['limits: {body: 10x}', `3:16 schema-form body "10x" is not ${SIZE}`],
  ['limits: {body: 1000000g}', `3:16 schema-form body "1000000g" is not ${SIZE}`],
  ['limits: {body: 0}', '3:16 schema-range body 0 is less than 1'],
  [
    'limits: {body: 1e18}',
    '3:16 schema-range body 1000000000000000000 is more than 1125899906842624',
  ],
  ['limits: {body: 1.5}', `3:16 schema-type body 1.5 is not ${SIZE}`],
  ['limits: {read_timeout: 60}', `3:24 schema-type read_timeout 60 is not ${TIME}`],
  ['limits: {read_timeout: 60 s}', `3:24 schema-form read_timeout "60 s" is not ${TIME}`],
  ['limits: {send_timeout: 0s}', `3:24 schema-form send_timeout "0s" is not ${TIME}`],
  ['limits: {read_timout: 60s}', '3:10 schema-unknown-key unknown key "read_timout" in "limits"'],
  ['mount: shop', '3:8 schema-form mount "shop" is not a path that begins with "/"'],
  ['mount: 3', '3:8 schema-type mount 3 is not a path that begins with "/"'],
  ['mount: [/a]', '3:8 schema-type mount is not a path that begins with "/"'],
  ['params: {lower: x}', '3:10 schema-name "lower" cannot be a name in "params"'],
  ['params: {__proto__: x}', '3:10 schema-name "__proto__" cannot be a name in "params"'],
  ['params: {A: {b: c}}', '3:13 schema-type "A" is not a string'],
  ['platform: debain', '3:11 schema-value platform "debain" is not one of debian, rhel'],
  ['processes: 0', '3:12 schema-range processes 0 is less than 1'],
  ['processes: 2000', '3:12 schema-range processes 2000 is more than 1024'],
  ['processes: "4"', '3:12 schema-type processes "4" is not a whole number'],
  ['processes: 1.5', '3:12 schema-type processes 1.5 is not a whole number'],
  ['protocol: spdy', '3:11 schema-value protocol "spdy" is not one of fastcgi, http'],
  ['retry: always', '3:8 schema-value retry "always" is not one of never, idempotent'],
  ['static: /srv', `3:9 schema-type static "/srv" is not ${STATIC}`],
  ['static: 3', `3:9 schema-type static 3 is not ${STATIC}`],
  ['static: {a/: /b/}', '3:10 schema-name "a/" cannot be a name in "static"'],
  [
    'static: {/a/: b/}',
    '3:15 schema-form "/a/" "b/" is not an absolute path, or a map with "path"',
  ],
  ['static: {/a/: 3}', '3:15 schema-type "/a/" 3 is not an absolute path, or a map with "path"'],
  ['static: {/a/: {}}', '3:10 schema-missing-key missing key "path" in "/a/"'],
  ['static: {/a/: {pth: /b/}}', '3:16 schema-unknown-key unknown key "pth" in "/a/"'],
  ['static: {/a/: {path: b/}}', '3:22 schema-form path "b/" is not an absolute path'],
  ['static: [/a/]', '3:10 schema-type static "/a/" is not a map with "url" and "path"'],
  ['static: [{url: /a/}]', '3:10 schema-missing-key missing key "path" in item 1 of "static"'],
  [
    'static: [{url: a/, path: /b/}]',
    '3:16 schema-form url "a/" is not a path that begins with "/"',
  ],
  ['umask: 022', '3:8 schema-type umask 22 is a number to YAML, not a string'],
  [
    'umask: "0x22"',
    '3:8 schema-form umask "0x22" is not three or four octal digits in quotes, such as "027"',
  ],
  [
    'umask: "089"',
    '3:8 schema-form umask "089" is not three or four octal digits in quotes, such as "027"',
  ],
  ['user: 1000', '3:7 schema-type user 1000 is not a user or group name of the system'],
  ['version: 2', '3:10 schema-value version 2 is not 1'],
  ['foo: 1', '3:1 schema-unknown-key unknown key "foo"'],
  ['constructor: 1', '3:1 schema-unknown-key unknown key "constructor"'],
  ['__proto__: {mount: /x}', '3:1 schema-unknown-key unknown key "__proto__"'],
];

describe('validate: fields', () => {
  it.each(fields)('refuses %s', (field, problem) => {
    expect(problemsOf(`name: a\nsocket: /a\n${field}`)).toEqual([problem]);
  });
});
