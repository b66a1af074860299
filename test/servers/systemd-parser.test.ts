import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from './needs.ts';
import { PROCESS_VALUES } from './process-values.ts';
import { renderedFiles } from './rendered-files.ts';
import { type SystemdMachine, startSystemdMachine } from './systemd-machine.ts';
import { until } from './until.ts';

const NAMES = [
  'a b',
  'a\tb',
  'a"b',
  "a'b",
  '$HOME',
  '${HOME}',
  '%n',
  '100%',
  ';a',
  '#a',
  'a*[b]?{c}',
  'a\\b',
  '~',
  '-',
  '@a',
  'é日😀',
  '\x01\x7f',
] as const;

interface Start {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
}

describe.runIf(needs('systemd', 'root'))("systemd's own parsers", () => {
  let machine: SystemdMachine;

  beforeAll(async () => {
    machine = await startSystemdMachine({ '/srv/fixtures': 'test/servers/fixtures' });
  });
  afterAll(() => machine[Symbol.asyncDispose]());

  it('read every argument and variable as it was meant', async () => {
    const environment = Object.fromEntries(
      PROCESS_VALUES.map((value, index) => [`V${index}`, value]),
    );
    await install([application('values', { environment, arguments: PROCESS_VALUES })]);
    const start = await started('values');

    expect(start.arguments).toEqual(PROCESS_VALUES);
    expect(start.environment).toMatchObject({ ...environment, USER: 'nobody' });
  });

  it('read every path as it was meant', async () => {
    const paths = NAMES.map((name) => `/srv/paths/${name}`);
    for (const path of paths) {
      await mkdir(machine.path(path), { recursive: true });
      // EnvironmentFile= alone can't have a backslash.
      await mkdir(machine.path(path.replace('\\', '')), { recursive: true });
      await writeFile(
        machine.path(`${path.replace('\\', '')}/environment`),
        `FROM_FILE="${path.length}"\n`,
      );
    }
    await install(
      paths.map((path, index) =>
        application(`p${index}`, {
          directory: path,
          environment_file: `${path.replace('\\', '')}/environment`,
          socket: { path: `/run/sockets/${NAMES[index]}`, mode: '0640', group: 'daemon' },
        }),
      ),
    );
    const starts = await Promise.all(paths.map((_, index) => started(`p${index}`)));

    expect(starts.map(({ directory }) => directory)).toEqual(paths);
    expect(starts.map(({ environment }) => environment.FROM_FILE)).toEqual(
      paths.map(({ length }) => String(length)),
    );
    for (const name of NAMES) {
      const socket = await stat(machine.path(`/run/sockets/${name}`));
      expect([socket.isSocket(), socket.mode & 0o777, socket.uid]).toEqual([true, 0o640, 65534]);
    }
  });

  it.each(['a b', '$HOME x', 'prog;ram', '#x', '100%', 'é', '${X}', '@x'])(
    'start the program "%s"',
    async (name) => {
      const program = `/srv/programs/${name}`;
      await mkdir(machine.path('/srv/programs'), { recursive: true });
      await machine.succeed('cp', '/srv/fixtures/tell-start.py', program);
      await machine.succeed('sed', '-i', '1i #!/usr/bin/python3', program);
      await machine.succeed('chmod', '755', program);
      await install([{ ...application('program', {}), command: [program, 'x'] }]);

      expect((await started('program')).arguments).toEqual(['x']);
    },
  );

  it('make the folders of sockets, whatever their names', async () => {
    const names = NAMES.filter((name) => !/[\0-\x1f\x7f]/.test(name));
    const files = renderedFiles(
      {
        apps: names.map((name, index) =>
          application(`t${index}`, { socket: `unix:/run/${name}/${name}/app.sock` }),
        ),
      },
      'systemd',
    );
    for (const index of names.keys()) {
      const file = `/etc/tmpfiles.d/t${index}.conf`;
      await writeFile(machine.path(file), files[`t${index}.tmpfiles.conf`] ?? '');
      const { code, stderr } = await machine.exec('systemd-tmpfiles', '--create', file);
      expect([code, stderr]).toEqual([0, '']);
    }

    for (const name of names) {
      const folder = await stat(machine.path(`/run/${name}/${name}`));
      expect([folder.isDirectory(), folder.mode & 0o777, folder.uid]).toEqual([true, 0o755, 0]);
    }
  });

  function application(
    name: string,
    {
      arguments: words = [],
      environment = {},
      ...fields
    }: Readonly<Record<string, unknown>> & {
      readonly arguments?: readonly string[];
      readonly environment?: object;
    },
  ) {
    return {
      name,
      mount: `/${name}`,
      socket: `unix:/run/${name}.sock`,
      command: ['/usr/bin/python3', '/srv/fixtures/tell-start.py', ...words],
      environment: { TELL: `/run/told/${name}`, ...environment },
      user: 'nobody',
      hardening: 'off',
      ...fields,
    };
  }

  async function install(apps: readonly { readonly name: string; readonly command: unknown }[]) {
    await mkdir(machine.path('/run/told'), { recursive: true });
    await machine.succeed('chmod', '777', '/run/told');
    const files = renderedFiles({ apps }, 'systemd');
    for (const [name, text] of Object.entries(files)) {
      if (!name.endsWith('.conf'))
        await writeFile(machine.path(`/etc/systemd/system/${name}`), text);
    }
    await machine.succeed('systemctl', 'daemon-reload');
    for (const { name } of apps) {
      await machine.succeed('rm', '-f', `/run/told/${name}`);
      await machine.succeed('systemctl', 'restart', `${name}.socket`, `${name}.target`);
    }
  }

  async function started(name: string): Promise<Start> {
    const file = machine.path(`/run/told/${name}`);
    await until(() => existsSync(file));
    // What tell-start.py writes.
    return JSON.parse(await readFile(file, 'utf8')) as Start;
  }
});
