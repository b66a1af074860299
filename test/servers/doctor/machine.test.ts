import { mkdir, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templateSources } from '../../../src/generated/template-sources.ts';
import type { Workspace } from '../../../src/live/workspace.ts';
import { startEchoMachine } from '../echo-machine.ts';
import { install } from '../installed.ts';
import { needs } from '../needs.ts';
import type { SystemdMachine } from '../systemd-machine.ts';
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

/** Behind the socket of SITE. */
const LIGHT = {
  name: 'light',
  hosts: ['light.example'],
  listen: [8081],
  mount: '/shop',
  socket: '/run/shop/app.sock',
  targets: { lighttpd: {} },
};

/** The same with TLS. */
const SECURE = {
  name: 'secure',
  hosts: ['secure.example'],
  listen: [8443],
  tls: { certificate: '/srv/secure/c.pem', key: '/srv/secure/k.pem' },
  mount: '/shop',
  socket: '/run/shop/app.sock',
  targets: { apache: {} },
};

const LIGHTTPD = '/etc/lighttpd/lighttpd.conf';

/** What systemd fails at before the command has begun. */
const STEPS = {
  'WorkingDirectory=/nowhere': 'unit-directory',
  'User=no-such-user': 'unit-user',
  'Group=no-such-group': 'unit-user',
  'ExecStart=\nExecStart=/nowhere': 'unit-command',
  'ReadWritePaths=/nowhere': 'unit-namespace',
};

describe.runIf(needs('systemd', 'root', 'nginx', 'apache2', 'lighttpd', 'supervisord'))(
  'doctor on a machine with systemd and nginx',
  () => {
    let workspace: Workspace;
    let machine: SystemdMachine;

    beforeAll(async () => {
      ({ workspace, machine } = await startEchoMachine({ '/srv/deploygen': 'dist' }));
      await machine.succeed('useradd', '--system', 'shop');
      await machine.succeed('rm', '-f', '/etc/nginx/sites-enabled/default');
      await writeFile(machine.path('/srv/deploy.yaml'), JSON.stringify(SITE));
      await install(machine, SITE, { target: 'systemd' });
      await machine.succeed('systemctl', 'start', 'nginx');
      await install(machine, SITE, { target: 'nginx' });
      // Workers with the former configuration answer for a while after a reload.
      await machine.succeed('systemctl', 'restart', 'nginx');
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
        'nginx reads another file, with another socket',
        [
          'sh',
          '-c',
          `sed s,/run/shop/app.sock,/run/shop/old.sock, /etc/nginx/sites-available/shop.conf > /srv/old.conf &&
            ln -sfn /srv/old.conf /etc/nginx/sites-enabled/shop.conf && systemctl restart nginx`,
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
        await machine.succeed('systemctl', 'restart', 'nginx');
      }
    });

    it('knows files that were rendered with flags and templates of the user', async () => {
      const built = templateSources['nginx/application.nginx'] ?? '';
      await mkdir(machine.path('/srv/own/templates/nginx'), { recursive: true });
      const own = machine.path('/srv/own/templates/nginx/application.nginx.hbs');
      await writeFile(own, `# of our own\n${built}`);
      await writeFile(
        machine.path('/srv/own/deploy.yaml'),
        JSON.stringify({ ...SITE, targets: { nginx: {} } }),
      );
      const flags = ['--set', 'limits.body=1g', '--templates', '/srv/own/templates'];
      const cli = [process.execPath, '/srv/deploygen/cli.js'] as const;
      await machine.succeed(...cli, 'nginx', '-o', '/srv/gen', '/srv/own/deploy.yaml', ...flags);
      await machine.succeed('cp', '/srv/gen/shop.conf', '/etc/nginx/sites-available/shop.conf');

      const without = await doctorFor('/srv/own/deploy.yaml');
      const words = ['doctor', '/srv/own/deploy.yaml', '--format', 'json', ...flags];
      const { stdout } = await machine.exec(...cli, ...words);
      await install(machine, SITE, { target: 'nginx' });

      expect(without.findings).toMatchObject([{ code: 'file-differs' }]);
      expect(JSON.parse(stdout).findings).toEqual([]);
    });

    it('finds why a unit does not stay up', async () => {
      const unit = machine.path('/etc/systemd/system/shop@.service.d');
      await mkdir(unit);
      const found: Record<string, unknown> = {};
      for (const setting of Object.keys(STEPS)) {
        await writeFile(`${unit}/x.conf`, `[Service]\n${setting}\n`);
        await machine.succeed('systemctl', 'daemon-reload');
        const units = ['shop.target', 'shop@1.service', 'shop@2.service'] as const;
        await machine.succeed('systemctl', 'stop', ...units);
        await machine.exec('systemctl', 'start', 'shop@1.service');
        const { findings } = await until(async () => {
          const report = await doctor();
          return report.findings.length > 0 ? report : null;
        });
        const explained = await machine.succeed(
          'sh',
          '-c',
          `systemctl status shop@1 | ${process.execPath} /srv/deploygen/cli.js doctor --log - --format json || test $? = 1`,
        );
        const ofLog = JSON.parse(explained).findings;
        found[setting] = [...findings, ...ofLog].map(({ code }: { code: string }) => code);
        expect(findings).toMatchObject([{ what: expect.stringContaining('"shop@1.service"') }]);
        await machine.exec('systemctl', 'reset-failed', 'shop@1.service');
      }
      await rm(unit, { recursive: true });
      await install(machine, SITE, { target: 'systemd' });

      expect(found).toEqual(
        Object.fromEntries(Object.entries(STEPS).map(([setting, code]) => [setting, [code, code]])),
      );
    });

    it('finds that a program of supervisor does not stay up, and nothing when it does', async () => {
      await machine.succeed('mkdir', '/srv/notes');
      await machine.succeed('systemctl', 'start', 'supervisor');
      // It has started before it listens.
      await until(async () => (await machine.exec('supervisorctl', 'pid')).code === 0);
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

    it('finds lighttpd well, and modules in the wrong order', async () => {
      await machine.succeed('sed', '-i', 's/^server.port .*/server.port = 8082/', LIGHTTPD);
      await machine.succeed('systemctl', 'start', 'lighttpd');
      await install(machine, LIGHT, { target: 'lighttpd' });
      await machine.succeed('systemctl', 'restart', 'lighttpd');
      await machine.succeed('mkdir', '/srv/light');
      await writeFile(machine.path('/srv/light/deploy.yaml'), JSON.stringify(LIGHT));

      // It has started before it listens.
      const well = await until(async () => {
        const report = await doctorFor('/srv/light/deploy.yaml');
        return report.findings.length === 0 ? report : null;
      });
      await writeFile(
        machine.path('/etc/lighttpd/conf-enabled/99-late.conf'),
        'server.modules := ("mod_fastcgi") + server.modules\n',
      );
      const wrong = await doctorFor('/srv/light/deploy.yaml');

      await rm(machine.path('/etc/lighttpd/conf-enabled/99-late.conf'));
      await machine.succeed('systemctl', 'stop', 'lighttpd');
      const stopped = await doctorFor('/srv/light/deploy.yaml');

      expect(well.healthy).toMatchObject([{ application: 'light', status: 200 }]);
      expect(stopped.findings).toMatchObject([{ code: 'web-server-down' }]);
      expect(wrong.findings).toMatchObject([
        { code: 'module-order', what: 'lighttpd loads "mod_access" after "mod_fastcgi"' },
      ]);
    });

    it('asks Apache over TLS, and finds it stopped', async () => {
      // nginx has port 80.
      await writeFile(machine.path('/etc/apache2/ports.conf'), 'Listen 8444\n');
      await machine.succeed('systemctl', 'start', 'apache2');
      await mkdir(machine.path('/srv/secure'));
      const files = ['-keyout', SECURE.tls.key, '-out', SECURE.tls.certificate];
      const subject = ['-subj', '/CN=secure.example', '-days', '2'];
      await machine.succeed(
        'openssl',
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        ...files,
        ...subject,
      );
      await install(machine, SECURE, { target: 'apache' });
      await machine.succeed('systemctl', 'restart', 'apache2');
      await writeFile(machine.path('/srv/secure/deploy.yaml'), JSON.stringify(SECURE));

      const well = await doctorFor('/srv/secure/deploy.yaml');
      await machine.succeed('systemctl', 'stop', 'apache2');
      const stopped = await doctorFor('/srv/secure/deploy.yaml');

      expect(well.findings).toEqual([]);
      expect(stopped.findings).toMatchObject([
        { code: 'web-server-down', what: expect.stringContaining(':8443') },
      ]);
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
