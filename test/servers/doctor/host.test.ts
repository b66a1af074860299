import { chmod, copyFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CauseCode } from '../../../src/doctor/causes.ts';
import { examine } from '../../../src/doctor/host/examine.ts';
import { printExamination } from '../../../src/doctor/host/print-examination.ts';
import { thisHost } from '../../../src/live/doctor/this-host.ts';
import { echoHandler } from '../../../src/live/echo-responder.ts';
import type { FastcgiHandler } from '../../../src/live/fastcgi/handler.ts';
import { startResponder } from '../../../src/live/fastcgi/responder.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { deploymentOf } from '../../unit/core/deployment-of.ts';
import { needs } from '../needs.ts';
import { staged } from '../staged.ts';
import { failures } from './failures.ts';

describe.runIf(needs('nginx', 'root'))('doctor asks the host', () => {
  it.each(failures)('and finds that $name', async ({ cause, fields, handler, befall }) => {
    await using stage = await staged(
      nginx,
      () => fields?.() ?? {},
      handler === undefined ? {} : { handler },
    );
    await using _ = (await befall?.(stage.workspace.path('app.sock'), stage)) ?? null;

    const { findings } = await examine(stage.deployment, thisHost);

    expect(findings.map(({ code }) => code)).toEqual([cause]);
  });

  it('and finds nothing wrong with a healthy application', async () => {
    await using stage = await staged(nginx, () => ({}));

    const { findings, healthy } = await examine(stage.deployment, thisHost);

    expect(findings).toEqual([]);
    expect(healthy).toMatchObject([
      { application: 'test', socket: stage.workspace.path('app.sock'), status: 200, stderr: '' },
    ]);
  });

  it('and shows what a healthy application has written to its stderr', async () => {
    const handler: FastcgiHandler = async function* () {
      yield { kind: 'stderr', bytes: Buffer.from('deprecated: use something else') };
      yield { kind: 'stdout', bytes: Buffer.from('Status: 200 OK\r\n\r\nhello') };
    };
    await using stage = await staged(nginx, () => ({}), { handler });

    const examination = await examine(stage.deployment, thisHost);

    expect(examination.findings).toEqual([]);
    expect(printExamination(examination, 'deploy.yaml')).toContain(
      'deprecated: use something else',
    );
  });

  it('and names the folder that is closed, with the command that opens it', async () => {
    await using stage = await staged(nginx, async (workspace) => {
      await workspace.write('closed/open/x', '');
      await chmod(workspace.path('closed/open'), 0o755);
      await chmod(workspace.path('closed'), 0o700);
      return { socket: workspace.path('closed/open/app.sock') };
    });
    const folder = stage.workspace.path('closed');

    const [finding] = (await examine(stage.deployment, thisHost)).findings;

    expect(finding?.what).toBe(`the folder "${folder}" above the socket is closed to "www-data"`);
    expect(finding?.mend).toMatchObject([{ kind: 'run', command: ['chmod', 'a+x', folder] }]);
  });

  it('and sees only a death where a FastCGI application is asked in HTTP', async () => {
    await using workspace = await createWorkspace();
    const path = workspace.path('app.sock');
    await using _ = await startResponder(echoHandler(), { kind: 'unix', path });

    const { findings } = await examine(
      deploymentOf({ name: 'test', socket: path, protocol: 'http' }),
      thisHost,
    );

    expect(findings.map(({ code }) => code)).toEqual(['process-died']);
  });
});

describe.runIf(needs('root'))('doctor looks at the command', () => {
  const SCRIPT = '#!/bin/sh\nexit 0\n';

  const cases: readonly Case[] = [
    ['is not there', 'command-missing', nothing],
    [
      'is in a folder that is not there',
      'command-missing',
      nothing,
      (workspace: Workspace) => ({ command: [workspace.path('nowhere/app')] }),
    ],
    [
      'may not be executed',
      'command-denied',
      (workspace: Workspace) => workspace.write('app', SCRIPT, 0o644),
    ],
    [
      'is for somebody else alone',
      'command-denied',
      (workspace: Workspace) => workspace.write('app', SCRIPT, 0o700),
    ],
    [
      'its interpreter may not read',
      'command-denied',
      (workspace: Workspace) => workspace.write('app', SCRIPT, 0o711),
    ],
    [
      'is a program that nobody may read, which needs no more than to be executed',
      'socket-missing',
      async (workspace: Workspace) => {
        await copyFile('/bin/true', workspace.path('app'));
        await chmod(workspace.path('app'), 0o711);
      },
    ],
    [
      'is in a closed folder',
      'command-denied',
      async (workspace: Workspace) => {
        await workspace.write('app', SCRIPT, 0o755);
        await chmod(workspace.directory, 0o700);
      },
    ],
    [
      'has an interpreter that is not there',
      'interpreter-missing',
      (workspace: Workspace) => workspace.write('app', '#!/usr/bin/python9\n', 0o755),
    ],
    [
      'has an interpreter that env does not find',
      'interpreter-missing',
      (workspace: Workspace) => workspace.write('app', '#!/usr/bin/env python9\n', 0o755),
    ],
    [
      'names no interpreter',
      'interpreter-missing',
      (workspace: Workspace) => workspace.write('app', 'import sys\n', 0o755),
    ],
    [
      'was written on Windows',
      'carriage-return',
      (workspace: Workspace) => workspace.write('app', '#!/bin/sh\r\nexit 0\r\n', 0o755),
    ],
    [
      'is a script that cannot be read',
      'command-denied',
      (workspace: Workspace) => workspace.write('app', SCRIPT, 0o700),
      (workspace: Workspace) => ({ command: ['/bin/sh', workspace.path('app')] }),
    ],
    [
      'is run in a folder that is not there',
      'directory-missing',
      (workspace: Workspace) => workspace.write('app', SCRIPT, 0o755),
      (workspace: Workspace) => ({ directory: workspace.path('nowhere') }),
    ],
    [
      'is run by somebody who is not there',
      'account-missing',
      (workspace: Workspace) => workspace.write('app', SCRIPT, 0o755),
      () => ({ user: 'dg-nobody' }),
    ],
    [
      'is right, and goes on to the socket',
      'socket-missing',
      (workspace: Workspace) => workspace.write('app', SCRIPT, 0o755),
    ],
  ];

  it.each(cases.map((each) => ({ name: each[0], each })))('which $name', async ({ each }) => {
    const [, cause, prepare, fields] = each;
    await using workspace = await createWorkspace();
    await prepare(workspace);

    const { findings } = await examine(
      deploymentOf({
        name: 'test',
        socket: workspace.path('app.sock'),
        user: 'nobody',
        command: [workspace.path('app')],
        ...fields?.(workspace),
      }),
      thisHost,
    );

    expect(findings.map(({ code }) => code)).toEqual([cause]);
  });
});

type Case = readonly [
  name: string,
  cause: CauseCode,
  prepare: (workspace: Workspace) => Promise<unknown>,
  fields?: (workspace: Workspace) => object,
];

async function nothing(): Promise<void> {}

describe('doctor says what opens a socket that is not there', () => {
  it.each([
    [
      ['nginx', 'systemd'],
      ['systemctl restart test.socket', 'systemctl start test.target'],
    ],
    [['supervisor'], ['supervisorctl start test:*']],
    [['sysv'], ['service test restart']],
    [['runit'], ['sv -w 60 restart /etc/service/test']],
    [['nginx'], [expect.stringContaining('state a process manager under "targets"')]],
  ])('by the targets %j', async (targets, commands) => {
    const deployment = deploymentOf({
      name: 'test',
      socket: '/run/deploygen-nowhere/app.sock',
      user: 'nobody',
      command: ['/bin/true'],
      targets: Object.fromEntries(targets.map((name) => [name, {}])),
    });

    const [finding] = (await examine(deployment, thisHost)).findings;

    expect(finding?.code).toBe('socket-missing');
    expect(
      finding?.mend.map((step) => (step.kind === 'run' ? step.command.join(' ') : step.what)),
    ).toEqual(commands);
  });
});
