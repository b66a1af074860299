import { mkdir, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { echoBundle } from '../echo-bundle.ts';
import { install } from '../installed.ts';
import { needs } from '../needs.ts';
import { type SystemdMachine, startSystemdMachine } from '../systemd-machine.ts';
import { until } from '../until.ts';

const SITE = {
  name: 'shop',
  hosts: ['shop.example'],
  listen: [80],
  mount: '/shop',
  socket: '/run/shop/app.sock',
  processes: 2,
  command: [process.execPath, '/srv/app/echo.mjs'],
  user: 'shop',
  targets: { systemd: {}, nginx: {} },
};

const SUPERVISED = {
  name: 'notes',
  socket: '/run/notes.sock',
  processes: 2,
  command: [process.execPath, '/srv/app/echo.mjs'],
  user: 'shop',
  targets: { supervisor: {} },
};

describe.runIf(needs('systemd', 'root', 'nginx', 'apache2', 'supervisord'))(
  'doctor on a machine with systemd and nginx',
  () => {
    let workspace: Workspace;
    let machine: SystemdMachine;

    beforeAll(async () => {
      workspace = await createWorkspace();
      await echoBundle(workspace);
      machine = await startSystemdMachine({
        '/srv/app': workspace.directory,
        '/srv/deploygen': 'dist',
      });
      await machine.succeed('useradd', '--system', 'shop');
      await machine.succeed('rm', '-f', '/etc/nginx/sites-enabled/default');
      await writeFile(machine.path('/srv/deploy.yaml'), JSON.stringify(SITE));
      await install(machine, SITE, { target: 'systemd' });
      await machine.succeed('systemctl', 'start', 'nginx');
      await install(machine, SITE, { target: 'nginx' });
    });

    afterAll(async () => {
      await machine[Symbol.asyncDispose]();
      await workspace.dispose();
    });

    it('finds nothing where all is well', async () => {
      const { status, findings, healthy, unseen } = await doctor();

      expect(findings).toEqual([]);
      expect(unseen).toEqual([]);
      expect(healthy).toMatchObject([{ application: 'shop', status: 200 }]);
      expect(status).toBe(0);
    });

    it('finds nothing as an ordinary user, and says what it could not see', async () => {
      const { findings, unseen } = await doctor('setpriv', '--reuid', 'nobody', '--clear-groups');

      expect(findings).toEqual([]);
      expect(unseen).toContain('all that only root may see');
      expect(unseen.join()).toContain('who listens on "/run/shop/app.sock"');
    });

    it.each([
      [
        'the socket is closed',
        ['systemctl', 'stop', 'shop.socket', 'shop.target'],
        'socket-missing',
      ],
      [
        'a unit was edited',
        ['sh', '-c', 'echo "# mine" >> /etc/systemd/system/shop.target'],
        'file-differs',
      ],
      ['the web server is stopped', ['systemctl', 'stop', 'nginx'], 'web-server-down'],
      [
        'nginx has another socket',
        [
          'sh',
          '-c',
          'sed -i s,/run/shop/app.sock,/run/shop/old.sock, /etc/nginx/sites-available/shop.conf && systemctl reload nginx',
        ],
        'web-server-differs',
      ],
    ] as const)('finds that %s', async (_, breakage, cause) => {
      await machine.succeed(...(breakage as unknown as [string, ...string[]]));
      try {
        const { status, findings } = await doctor();

        expect(findings.map(({ code }) => code)).toEqual([cause]);
        expect(status).toBe(1);
      } finally {
        await install(machine, SITE, { target: 'systemd' });
        await machine.succeed('systemctl', 'start', 'shop.socket', 'shop.target', 'nginx');
        await install(machine, SITE, { target: 'nginx' });
      }
    });

    it('finds that a unit does not stay up', async () => {
      const unit = machine.path('/etc/systemd/system/shop@.service.d');
      await mkdir(unit);
      await writeFile(`${unit}/x.conf`, '[Service]\nWorkingDirectory=/nowhere\n');
      await machine.succeed('systemctl', 'daemon-reload');
      await machine.succeed('systemctl', 'stop', 'shop.target', 'shop@1.service', 'shop@2.service');
      await machine.exec('systemctl', 'start', 'shop@1.service');

      const { findings } = await until(async () => {
        const report = await doctor();
        return report.findings.length > 0 ? report : null;
      });
      await rm(unit, { recursive: true });
      await install(machine, SITE, { target: 'systemd' });

      expect(findings).toMatchObject([
        { code: 'unit-directory', what: expect.stringContaining('"shop@1.service"') },
      ]);
    });

    it('finds that a program of supervisor does not stay up, and nothing when it does', async () => {
      await machine.succeed('mkdir', '/srv/notes');
      await machine.succeed('systemctl', 'start', 'supervisor');
      await install(machine, SUPERVISED, { target: 'supervisor' });
      await writeFile(machine.path('/srv/notes/deploy.yaml'), JSON.stringify(SUPERVISED));

      const well = await until(async () => {
        const report = await doctorFor('/srv/notes/deploy.yaml');
        return report.findings.length === 0 ? report : null;
      });
      const broken = { ...SUPERVISED, command: ['/bin/false'] };
      await install(machine, broken, { target: 'supervisor', phase: 'reload' });
      await writeFile(machine.path('/srv/notes/deploy.yaml'), JSON.stringify(broken));
      const down = await until(async () => {
        const report = await doctorFor('/srv/notes/deploy.yaml');
        return report.findings.some(({ code }) => code === 'program-failed') ? report : null;
      });

      expect(well.healthy).toMatchObject([{ application: 'notes', status: 200 }]);
      expect(well.unseen.join()).toContain('has no "hosts"');
      expect(down.findings).toMatchObject([{ what: expect.stringContaining('"notes:notes_0') }]);
    });

    it('finds a socket where Apache cannot see it', async () => {
      const descriptor = { name: 'late', socket: '/tmp/late.sock', targets: { apache: {} } };
      await writeFile(machine.path('/srv/late.yaml'), JSON.stringify(descriptor));

      const { findings } = await doctorFor('/srv/late.yaml');

      expect(findings).toMatchObject([
        { code: 'private-tmp', what: expect.stringContaining('"apache2.service"') },
      ]);
    });

    function doctor(...as: readonly string[]) {
      return doctorFor('/srv/deploy.yaml', as);
    }

    async function doctorFor(descriptor: string, as: readonly string[] = []) {
      const words = ['/srv/deploygen/cli.js', 'doctor', descriptor, '--format', 'json'];
      const [program = '', ...args] = [...as, process.execPath, ...words];
      const { code, stdout, stderr } = await machine.exec(program, ...args);
      if (stdout === '') throw new Error(stderr);
      return { status: code, ...(JSON.parse(stdout) as Report) };
    }
  },
);

interface Report {
  readonly findings: readonly { readonly code: string }[];
  readonly healthy: readonly object[];
  readonly unseen: readonly string[];
}
