import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askFastcgi } from '../../src/live/fastcgi/client.ts';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { needs } from './needs.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

const SAY = `trap 'echo ended; exit 0' USR1; echo "queue $QUEUE as $USER"; while :; do sleep 0.05; done`;

describe.runIf(needs('supervisord', 'root', 'uwsgi', 'plackup', 'fcgiwrap'))(
  'apps and workers under supervisor',
  () => {
    let workspace: Workspace;
    let supervisord: RunningProgram;

    beforeAll(async () => {
      workspace = await createWorkspace();
      await workspace.write('hello.cgi', CGI);
      await workspace.write('plack.psgi', PSGI);
      await runProgram(['chmod', '755', workspace.directory, workspace.path('hello.cgi')]);
      const apps = [
        { name: 'flask', app: { kind: 'wsgi', module: 'shop:app' }, directory: FLASK },
        { name: 'plack', app: { kind: 'psgi', script: workspace.path('plack.psgi') } },
        { name: 'cgi', app: { kind: 'cgi', script: workspace.path('hello.cgi') } },
        {
          name: 'busy',
          command: ['/bin/sleep', '9999'],
          environment: { QUEUE: 'none' },
          stop: { signal: 'USR1', timeout: '25s' },
          log: workspace.path('busy.log'),
          restart: 'fail',
          workers: [
            { name: 'queue', command: ['/bin/sh', '-c', SAY], environment: { QUEUE: 'it\'s "x"' } },
            { name: 'broken', command: ['/bin/false'] },
          ],
        },
      ].map((app) => ({
        mount: `/${app.name}`,
        socket: workspace.path(`${app.name}.sock`),
        user: 'nobody',
        processes: 2,
        ...app,
      }));
      const files = Object.entries(renderedFiles({ apps }, 'supervisor'));
      for (const [name, text] of files) {
        const moved = text.replaceAll('=/var/log/supervisor/', `=${workspace.directory}/`);
        await workspace.write(name, moved);
      }
      const control = workspace.path('control.sock');
      await workspace.write('main.conf', mainFile(workspace.directory));
      supervisord = await startProgram({
        command: ['supervisord', '-c', workspace.path('main.conf')],
        ready: { kind: 'accepts', address: { kind: 'unix', path: control } },
      });
    });
    afterAll(async () => {
      await supervisord.stop({ limitMilliseconds: 20_000 });
      await workspace.dispose();
    });

    it.each([
      ['flask', '/order'],
      ['plack', 'SCRIPT_NAME=/plack PATH_INFO=/'],
      ['cgi', 'SCRIPT_NAME=/cgi PATH_INFO=/'],
    ])('%s answers', async (name, text) => {
      const address = { kind: 'unix', path: workspace.path(`${name}.sock`) } as const;
      const { stdout } = await until(() =>
        askFastcgi(address, {
          parameters: [
            ['REQUEST_METHOD', 'GET'],
            ['SCRIPT_NAME', `/${name}`],
            ['PATH_INFO', '/'],
            ['REQUEST_URI', `/${name}/`],
            ['QUERY_STRING', ''],
            ['SERVER_NAME', 'localhost'],
            ['SERVER_PORT', '80'],
            ['SERVER_PROTOCOL', 'HTTP/1.1'],
            ['SCRIPT_FILENAME', workspace.path('hello.cgi')],
          ],
        }).catch(() => null),
      );

      expect(stdout.toString()).toContain(text);
    });

    it('a worker runs without a socket, as the user, and logs where it shall', async () => {
      const said = await until(async () => {
        const text = await log();
        return text.includes('queue') ? text : null;
      });

      expect(said).toBe('queue it\'s "x" as nobody\n');
    });

    it('a program that fails again and again is given up where it shall be', async () => {
      await until(async () => (await control('status')).includes('FATAL'));

      expect(await control('status')).toMatch(/busy-broken_00 +FATAL/);
    });

    it('a process ends on the signal that is stated', async () => {
      await control('stop', 'busy-queue:*');

      expect(await log()).toContain('ended');
    });

    const log = () => readFile(workspace.path('busy.log'), 'utf8').catch(() => '');

    async function control(...words: readonly string[]): Promise<string> {
      const { stdout } = await runProgram([
        ...(['supervisorctl', '-c', workspace.path('main.conf')] as const),
        ...words,
      ]);
      return stdout;
    }
  },
);

const FLASK = `${process.cwd()}/examples/flask`;
const PSGI = `sub {
    my $env = shift;
    [200, ['Content-Type', 'text/plain'], ["SCRIPT_NAME=$env->{SCRIPT_NAME} PATH_INFO=$env->{PATH_INFO}\\n"]];
};
`;
const CGI = `#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\nSCRIPT_NAME=%s PATH_INFO=%s\\n' "$SCRIPT_NAME" "$PATH_INFO"
`;

function mainFile(folder: string): string {
  return `[supervisord]
logfile=${folder}/supervisord.log
pidfile=${folder}/supervisord.pid
childlogdir=${folder}
nodaemon=true
user=root
[unix_http_server]
file=${folder}/control.sock
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://${folder}/control.sock
[include]
files=${folder}/*.supervisor.conf
`;
}
