import { describe, expect, it } from 'vitest';
import type { Placed } from '../../../src/core/place.ts';
import { deploymentOf } from './deployment-of.ts';

const smallest = deploymentOf('# smallest\nname: a\nsocket: /run/a.sock\n');
const several = deploymentOf(`
apps:
  - name: a
    socket: /run/a.sock
    limits:
      body: 1k
  - {name: b, socket: /run/b.sock, mount: /b}
`);

/** A value with the place it is blamed on. */
function shown({ value, place: { range, isDefault, pointer } }: Placed<unknown>): string {
  const { line, column } = range.start;
  return `${line}:${column} ${pointer} ${value}${isDefault ? ' (default)' : ''}`;
}

describe('toDeployment: defaults', () => {
  const [application] = smallest.applications;

  it.each([
    ['name', application.name, '2:7 /name a'],
    ['name of the site', smallest.name, '2:7 /name a'],
    ['mount', application.mount, '2:1   (default)'],
    ['bare_mount', application.bareMount, '2:1  redirect (default)'],
    ['protocol', application.protocol, '2:1  fastcgi (default)'],
    ['processes', application.processes, '2:1  1 (default)'],
    ['hardening', application.hardening, '2:1  basic (default)'],
    ['buffering', application.buffering, '2:1  true (default)'],
    ['retry', application.retry, '2:1  never (default)'],
    ['limits.body', application.limits.bodyBytes, '2:1 /limits 10485760 (default)'],
    [
      'limits.read_timeout',
      application.limits.readTimeoutMilliseconds,
      '2:1 /limits 60000 (default)',
    ],
    [
      'limits.connect_timeout',
      application.limits.connectTimeoutMilliseconds,
      '2:1 /limits 5000 (default)',
    ],
    [
      'limits.send_timeout',
      application.limits.sendTimeoutMilliseconds,
      '2:1 /limits 60000 (default)',
    ],
    ['limits.header_buffer', application.limits.headerBufferBytes, '2:1 /limits 8192 (default)'],
    ['platform', smallest.platform, '2:1  debian (default)'],
    ['web_user', smallest.webUser, '2:1  www-data (default)'],
    ['web_group', smallest.webGroup, '2:1  www-data (default)'],
  ])('has a %s', (_, placed, expected) => {
    expect(shown(placed)).toBe(expected);
  });

  it('leaves out what has no default', () => {
    expect(smallest.hosts).toEqual([]);
    expect(smallest.listen.map(({ value }) => value)).toEqual([
      { host: null, port: 80, isTls: false },
    ]);
    expect(application).toMatchObject({
      command: null,
      directory: null,
      user: null,
      group: null,
      umask: null,
      environment: [],
      environmentFile: null,
      params: [],
      statics: [],
    });
  });

  it('takes the account of the web server from the platform', () => {
    const rhel = deploymentOf('name: a\nsocket: /run/a.sock\nplatform: rhel\n');
    expect([rhel.webUser.value, rhel.webGroup.value]).toEqual(['nginx', 'nginx']);
  });
});

describe('toDeployment: places in a list of applications', () => {
  const [first, second] = several.applications;

  it.each([
    ['the name of the site', several.name, '3:11 /apps/0/name a'],
    ['a default of an item', first.mount, '3:5 /apps/0  (default)'],
    ['a stated limit', first.limits.bodyBytes, '6:13 /apps/0/limits/body 1024'],
    ['a default beside it', first.limits.headerBufferBytes, '5:5 /apps/0/limits 8192 (default)'],
    ['a field of a flow map', second?.mount, '7:43 /apps/1/mount /b'],
  ])('are those of %s', (_, placed, expected) => {
    expect(placed && shown(placed)).toBe(expected);
  });

  it('takes the name of the site from the descriptor where it has one', () => {
    const named = deploymentOf('name: site\napps:\n- {name: a, socket: /run/a.sock}\n');
    expect([named.name.value, named.applications[0].name.value]).toEqual(['site', 'a']);
  });
});
