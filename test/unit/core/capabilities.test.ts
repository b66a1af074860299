import { describe, expect, it } from 'vitest';
import { checkCapabilities, checkLayout } from '../../../src/core/capabilities.ts';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import type { Target } from '../../../src/core/target.ts';
import { deploymentOf } from './deployment-of.ts';

/** A target that can do very little. */
const modest: Target = {
  name: 'modest',
  summary: '',
  side: 'process',
  layouts: [],
  capabilities: {
    protocols: ['fastcgi'],
    sockets: { unixPathBytes: 10, families: ['ipv4'], hasLists: false },
    unsupported: [
      {
        field: 'limits.header_buffer',
        stated: ({ limits }) =>
          limits.headerBufferBytes.place.isDefault ? [] : [limits.headerBufferBytes],
        instead: 'leave it out',
      },
    ],
    required: ['user', 'command'],
  },
  limits: [],
  plan: () => [],
  install: () => null,
};

const tcpOnly: Target = {
  ...modest,
  capabilities: {
    ...modest.capabilities,
    required: [],
    sockets: { unixPathBytes: null, families: ['ipv6', 'name'], hasLists: true },
  },
};

function lines(found: readonly Diagnostic[]): readonly string[] {
  return found.map(({ range, code, message, help }) => {
    const { line, column } = range.start;
    return `${line}:${column} ${code} ${message} (${help})`;
  });
}

function problems(fields: string, target: Target): readonly string[] {
  return lines(checkCapabilities(deploymentOf(`name: a\n${fields}`), target));
}

const runnable = 'user: u\ncommand: [/a]\n';

describe('checkCapabilities', () => {
  it.each([
    ['socket: /123456789', []],
    [
      'socket: unix:/1234567890',
      [
        '4:9 target-socket socket path is 11 bytes long, modest takes at most 10 (use a shorter path, such as /run/NAME/app.sock)',
      ],
    ],
    [
      'socket: /ééééé',
      [
        '4:9 target-socket socket path is 11 bytes long, modest takes at most 10 (use a shorter path, such as /run/NAME/app.sock)',
      ],
    ],
    [
      'socket: {path: /1234567890}',
      [
        '4:16 target-socket socket path is 11 bytes long, modest takes at most 10 (use a shorter path, such as /run/NAME/app.sock)',
      ],
    ],
    ['socket: 127.0.0.1:9', []],
    [
      'socket: "[::1]:9"',
      ['4:9 target-socket modest cannot take the ipv6 socket "::1" (it takes unix, ipv4)'],
    ],
    [
      'socket: a.b:9',
      ['4:9 target-socket modest cannot take the host name socket "a.b" (it takes unix, ipv4)'],
    ],
    [
      'socket: ["127.0.0.1:1", "127.0.0.1:2"]',
      [
        '4:25 target-unsupported modest cannot take a list of sockets (use one unix socket or one TCP socket (ipv4))',
      ],
    ],
    [
      'socket: /a\nlimits: {header_buffer: 4k}',
      ['5:25 target-unsupported "limits.header_buffer" is not supported by modest (leave it out)'],
    ],
    ['socket: /a\nlimits: {body: 4k}', []],
  ])('judges %j', (fields, expected) => {
    expect(problems(runnable + fields, modest)).toEqual(expected);
  });

  it.each([
    ['socket: ["[::1]:1", "a:2"]', []],
    ['socket: /a', ['2:9 target-socket tcpOnly takes no unix socket (use a TCP socket)']],
    [
      'socket: 127.0.0.1:1',
      ['2:9 target-socket tcpOnly cannot take the ipv4 socket "127.0.0.1" (it takes ipv6, name)'],
    ],
  ])('judges %j where there are no unix sockets', (fields, expected) => {
    expect(problems(fields, { ...tcpOnly, name: 'tcpOnly' })).toEqual(expected);
  });

  it('asks for what the target needs, of each application', () => {
    expect(problems('socket: /a', modest).map((line) => line.split(' (')[0])).toEqual([
      '1:7 target-missing-field modest needs "user" for application "a"',
      '1:7 target-missing-field modest needs "command" or "app" for application "a"',
    ]);
  });
});

describe('checkLayout', () => {
  it('wants hosts for a site', () => {
    const deployment = deploymentOf('name: a\nsocket: /a');
    expect(lines(checkLayout(deployment, 'site'))).toEqual([
      '1:7 target-missing-field layout "site" needs "hosts" (add the names of the site, such as "hosts: [shop.example.org]")',
    ]);
    expect(checkLayout(deployment, 'fragment')).toEqual([]);
    expect(checkLayout(deployment, 'standalone')).toEqual([]);
    expect(checkLayout(deploymentOf('name: a\nsocket: /a\nhosts: [a]'), 'site')).toEqual([]);
  });
});
