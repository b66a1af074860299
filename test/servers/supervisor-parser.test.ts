import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { needs } from './needs.ts';
import { PROCESS_VALUES } from './process-values.ts';
import { renderedFiles } from './rendered-files.ts';

// Text files have one kind of line end for Python.
const values = PROCESS_VALUES.filter((value) => !value.includes('\r'));

interface Program {
  readonly name: string;
  readonly socket: string;
  readonly mode: number;
  readonly backlog: number;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
}

describe.runIf(needs('supervisord'))("supervisor's own parser", () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await createWorkspace();
  });
  afterAll(() => workspace.dispose());

  it('reads every argument and variable as it was meant', async () => {
    const environment = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
    const [program] = await parse({ command: ['/usr/bin/true', ...values], environment });

    expect(program?.arguments).toEqual(values);
    expect(program?.environment).toMatchObject({ ...environment, USER: 'nobody', HOME: '/' });
  });

  it.each([
    'a b',
    'a  ;b',
    'a #b',
    '100% (%s)',
    '%(here)s',
    '"q"',
    "'q'",
    '$HOME',
    'a\\b',
    '~',
    '\u00a0;é日😀',
  ])('reads the folder and socket path "%s" as it was meant', async (name) => {
    const directory = workspace.path(name);
    await mkdir(directory, { recursive: true });
    const [program] = await parse({ directory, socket: `unix:/run/${name}/s` });

    expect(program).toMatchObject({ directory, socket: `unix:///run/${name}/s` });
  });

  it('reads one process for each, the socket with its mode and backlog', async () => {
    const programs = await parse({
      processes: 3,
      socket: { path: '/run/s', mode: '0600', backlog: 7 },
    });

    expect(programs.map(({ name }) => name)).toEqual(['shop_00', 'shop_01', 'shop_02']);
    expect(programs[0]).toMatchObject({ socket: 'unix:///run/s', mode: 0o600, backlog: 7 });
  });

  it('reads a TCP socket', async () => {
    const [program] = await parse({ socket: '127.0.0.1:9000' });

    expect(program).toMatchObject({ socket: 'tcp://127.0.0.1:9000' });
  });

  async function parse(fields: object): Promise<readonly Program[]> {
    const files = renderedFiles(
      {
        name: 'shop',
        socket: 'unix:/run/app.sock',
        command: ['/usr/bin/true'],
        user: 'nobody',
        ...fields,
      },
      'supervisor',
    );
    const text = files['shop.supervisor.conf'] ?? '';
    const file = await workspace.write(
      'shop.conf',
      // The folder of the package's logs, which need not be here.
      text.replace('=/var/log/supervisor/', `=${workspace.directory}/`),
    );
    const script = 'test/servers/fixtures/supervisor-parse.py';
    const { code, stdout, stderr } = await runProgram(['/usr/bin/python3', script, file]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    // What the script beside this file prints.
    return JSON.parse(stdout) as readonly Program[];
  }
});
