import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/core/dialect.ts';
import { readText, START } from '../../src/core/lexer.ts';
import { dialects } from '../../src/dialects/index.ts';
import { apache } from '../../src/live/apache.ts';
import { lighttpd } from '../../src/live/lighttpd.ts';
import { nginx } from '../../src/live/nginx.ts';
import { runProgram } from '../../src/live/run-program.ts';
import type { WebServer } from '../../src/live/web-server.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { type Need, needs } from './needs.ts';

interface Program {
  readonly dialect: string;
  readonly needs: readonly Need[];
  /** A configuration, to which lines are added. */
  readonly above: string;
  /** What nobody knows. */
  readonly unknown: string;
  /** What it says about a file. */
  complaint(file: string): Promise<string>;
}

const programs: readonly Program[] = [
  { ...web(nginx, 'nginx'), above: 'events {}\n', unknown: 'nonsense on;' },
  {
    ...web(apache, 'apache2'),
    above: 'LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n',
    unknown: 'Nonsense On',
  },
  {
    ...web(lighttpd, 'lighttpd'),
    above: 'server.document-root = "/dev/null"\n',
    unknown: 'include "nonsense"',
  },
  {
    dialect: 'supervisor',
    needs: ['supervisord'],
    above: '[program:a]\ncommand=/bin/true\n',
    unknown: 'nonsense',
    complaint: (file) =>
      ask('/usr/bin/python3', 'test/servers/fixtures/supervisor-accept.py', file),
  },
  {
    dialect: 'systemd',
    needs: ['systemd-analyze'],
    above: '[Service]\nExecStart=/bin/true\n',
    unknown: 'Nonsense=1',
    complaint: (file) => ask('systemd-analyze', 'verify', file),
  },
  {
    dialect: 'tmpfiles',
    needs: ['systemd-tmpfiles'],
    above: '',
    unknown: 'nonsense /run/a',
    complaint: (file) => ask('systemd-tmpfiles', '--create', `--root=${file}.root`, file),
  },
];

describe.each(programs)('$dialect', ({ dialect: name, needs: needed, above, ...program }) => {
  describe.runIf(needs(...needed))('after a comment that ends in a backslash', () => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = await createWorkspace();
    });
    afterAll(() => workspace.dispose());

    it.each(['# a', '# a\\ ', '# a\\', '# a\\\\', '  # a\\'])(
      'reads the next line, or the guard knows that it does not: %j',
      async (comment) => {
        const file = await write(`${comment}\n${program.unknown}\n`);
        const isRead = /nonsense/i.test(await program.complaint(file));
        const isRefused = typeof readText(dialectOf(name), START, `${comment}\n`) === 'string';

        expect(isRead).toBe(name !== 'apache' || !comment.endsWith('\\'));
        expect(isRefused).toBe(!isRead);
      },
    );

    async function write(text: string): Promise<string> {
      const file = await workspace.write('a.service', above + text);
      await mkdir(`${file}.root`, { recursive: true });
      return file;
    }
  });
});

function web(server: WebServer, program: string) {
  return {
    dialect: server.name,
    needs: [program],
    complaint: async (file: string) => (await server.check(file)).messages.join('\n'),
  };
}

async function ask(...command: readonly [string, ...string[]]): Promise<string> {
  const { stdout, stderr } = await runProgram(command);
  return stdout + stderr;
}

function dialectOf(name: string): Dialect {
  const found = dialects.find((dialect) => dialect.name === name);
  if (found === undefined) throw new TypeError(`no dialect ${name}`);
  return found;
}
