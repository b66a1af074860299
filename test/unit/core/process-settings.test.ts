import { describe, expect, it } from 'vitest';
import { deploymentOf } from './deployment-of.ts';
import { problemsOf } from './problems-of.ts';

const shop = (fields: string) => `name: shop\nsocket: /run/a\n${fields}`;
const WORKER = 'workers: [{name: q, command: [/q], environment: {B: 2x, C: c}}]';

/** The values of an application, without their places. */
function valuesOf(fields: string) {
  const [application] = deploymentOf(shop(fields)).applications;
  return JSON.parse(
    JSON.stringify(application, (_key, value) => {
      const isPlaced = typeof value === 'object' && value !== null && 'place' in value;
      return isPlaced ? value.value : value;
    }),
  );
}

describe('the process side of an application', () => {
  it('has defaults', () => {
    expect(valuesOf('')).toMatchObject({
      command: null,
      app: null,
      protocol: 'fastcgi',
      threads: 1,
      restart: 'wait',
      stop: { signal: 'TERM', timeoutMilliseconds: 60_000 },
      reload: null,
      maxRequests: null,
      log: null,
      writablePaths: [],
      network: null,
      after: [],
      resources: { memoryBytes: null, files: null },
      workers: [],
    });
  });

  it('waits as long for a process to end as the web server waits for an answer', () => {
    expect(valuesOf('limits: {read_timeout: 5m}').stop.timeoutMilliseconds).toBe(300_000);
    expect(valuesOf('limits: {read_timeout: 10ms}').stop.timeoutMilliseconds).toBe(1000);
    expect(
      valuesOf('limits: {read_timeout: 5m}\nstop: {timeout: 9s}').stop.timeoutMilliseconds,
    ).toBe(9000);
  });

  it('gives workers the environment of the application, with changes', () => {
    const { workers } = valuesOf(`environment: {A: a, B: b}\n${WORKER}`);

    expect(workers).toEqual([
      {
        name: 'shop-q',
        command: ['/q'],
        processes: 1,
        environment: [
          { name: 'A', value: 'a' },
          { name: 'B', value: '2x' },
          { name: 'C', value: 'c' },
        ],
      },
    ]);
  });

  it('takes the application in a module by its name, or for "application"', () => {
    expect(valuesOf('app: {kind: wsgi, module: "shop.web:app"}').app).toEqual({
      kind: 'wsgi',
      server: 'uwsgi',
      module: 'shop.web',
      callable: 'app',
      virtualenv: null,
      program: null,
    });
    expect(valuesOf('app: {kind: wsgi, module: shop.wsgi}').app.callable).toBe('application');
  });

  it('speaks HTTP with gunicorn', () => {
    expect(valuesOf('app: {kind: wsgi, module: a, server: gunicorn}').protocol).toBe('http');
  });

  it.each(['php', 'cgi'])('tells %s what to run, unless somebody else does', (kind) => {
    const app = `app: {kind: ${kind}, script: /srv/index}`;

    expect(valuesOf(app).params).toEqual([{ name: 'SCRIPT_FILENAME', value: '/srv/index' }]);
    expect(valuesOf(`${app}\nparams: {SCRIPT_FILENAME: /x}`).params).toEqual([
      { name: 'SCRIPT_FILENAME', value: '/x' },
    ]);
  });
});

const APP = 'app: {kind: wsgi, module: a}';
const GUNICORN = 'app: {kind: wsgi, module: a, server: gunicorn}';
const PSGI = 'app: {kind: psgi, script: /a}';

describe('what an app and other fields say together', () => {
  it.each([
    ['app: wsgi', '3:6 schema-type app "wsgi" is not a map with "kind"'],
    ['app: {module: a}', '3:1 schema-missing-key missing key "kind" in "app"'],
    ['app: {kind: wsgi}', '3:13 valid-app an app of kind "wsgi" needs "module"'],
    ['app: {kind: psgi, module: a}', '3:13 valid-app an app of kind "psgi" needs "script"'],
    [
      'app: {kind: wsgi, module: a, script: /b}',
      '3:30 valid-app an app of kind "wsgi" has no "script"',
    ],
    [
      'app: {kind: php, script: /b, server: uwsgi}',
      '3:30 valid-app an app of kind "php" has no "server"',
    ],
    [
      'app: {kind: wsgi, module: a/b.py}',
      '3:27 schema-form module "a/b.py" is not a Python module, with or without the name of the application in it, such as shop.wsgi or shop:app',
    ],
    [
      'command: [/a]\napp: {kind: cgi, script: /a}',
      '4:6 valid-app "app" and "command" both say what is started',
    ],
    [
      'command: [/a]\nthreads: 2',
      '4:10 valid-app "threads" is for uwsgi and gunicorn, not for a "command"',
    ],
    [
      `${PSGI}\nthreads: 2`,
      '4:10 valid-app "threads" is for uwsgi and gunicorn, not for an app served by plackup',
    ],
    [
      `${PSGI}\nmax_requests: 9`,
      '4:15 valid-app "max_requests" is for uwsgi, gunicorn and php-fpm, not for an app served by plackup',
    ],
    [`${APP}\nstop: {signal: INT}`, '4:16 valid-app "stop.signal" is for a "command"'],
    [`${APP}\nreload: HUP`, '4:9 valid-app "reload" is for a "command"'],
    [
      `${GUNICORN}\nprotocol: fastcgi`,
      '4:11 valid-app what serves this app speaks http, not fastcgi',
    ],
    [`${APP}\nprotocol: http`, '4:11 valid-app what serves this app speaks fastcgi, not http'],
    ['restart: always', '3:10 schema-value restart "always" is not one of wait, fail'],
    [
      'stop: {signal: SIGINT}',
      '3:16 schema-value signal "SIGINT" is not one of TERM, INT, QUIT, HUP, USR1, USR2, KILL',
    ],
    [
      'after: [a b]',
      '3:9 schema-form after "a b" is not the name of a service, such as postgresql',
    ],
    ['resources: {files: 3}', '3:20 schema-range files 3 is less than 16'],
    ['writable_paths: [a]', '3:18 schema-form writable_paths "a" is not an absolute path'],
    ['workers: [{name: q, command: [q]}]', '3:31 valid-command program "q" is no absolute path'],
    [
      'workers: [{name: q, command: [/q]}, {name: q, command: [/q]}]',
      '3:44 unique-name two applications or workers are named "shop-q"',
    ],
  ])('refuses %s', (fields, problem) => {
    expect(problemsOf(shop(fields))).toEqual([problem]);
  });

  it('refuses a worker that has the name of another application', () => {
    const problems = problemsOf(
      `apps:\n- {name: a, socket: /a, workers: [{name: q, command: [/q]}]}\n- {name: a-q, mount: /q, socket: /b}`,
    );

    expect(problems).toEqual(['2:42 unique-name two applications or workers are named "a-q"']);
  });
});
