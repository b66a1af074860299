import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { comment, name, number, path } from '../../../src/dialects/monit.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { toPath } from '../paths.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Reading, Subject, Suite } from '../subject.ts';

const pidfile: Subject<Workspace> = {
  maker: 'path',
  position: 'the file of a process',
  adapt: toSocketPath,
  make: (value) => path`${value}`,
  refusable: isNoText,
  ask: async (workspace, questions) => {
    const lines = questions.map(
      ({ text }, index) => `check process p${index} with pidfile ${text}`,
    );
    const checks = await read(workspace, lines);
    return questions.map((_, index) => checks.get(`p${index}`)?.pidfile ?? null);
  },
};

const socket: Subject<Workspace> = {
  ...pidfile,
  position: 'a socket',
  ask: async (workspace, questions) => {
    const lines = questions.map(
      ({ text }, index) =>
        `check process p${index} with pidfile /p${index}\nif failed unixsocket ${text} then restart`,
    );
    const checks = await read(workspace, lines);
    return questions.map((_, index) => checks.get(`p${index}`)?.socket ?? null);
  },
};

const service: Subject<Workspace> = {
  maker: 'name',
  position: 'a service',
  adapt: (value) => `n${value.toLowerCase().replace(/[^a-z0-9_.:-]/g, '_')}`.slice(0, 60),
  make: (value) => name`${value}`,
  refusable: () => false,
  ask: async (workspace, questions) => {
    const values = [...new Map(questions.map(({ value, text }) => [value, text])).values()];
    const checks = await read(
      workspace,
      values.map((text, index) => `check process ${text} with pidfile /p${index}`),
    );
    return readWhere(questions, (index) => checks.has(questions[index]?.value ?? ''));
  },
};

const port: Subject<Workspace> = {
  maker: 'number',
  position: 'a port',
  every: 5,
  adapt: (value) => String(1 + (createHash('md5').update(value).digest().readUInt16BE() % 65_000)),
  make: (value) => number`${value}`,
  refusable: () => false,
  ask: async (workspace, questions) => {
    const lines = questions.map(
      ({ text }, index) =>
        `check process p${index} with pidfile /p${index}\nif failed host "::1" port ${text} then restart`,
    );
    const checks = await read(workspace, lines);
    return questions.map((_, index) => checks.get(`p${index}`)?.port ?? null);
  },
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<Workspace> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  ask: async (workspace, questions) => {
    const lines = questions.map(
      (question, index) => `# ${question.text}\ncheck process p${index} with pidfile /p${index}`,
    );
    const checks = await read(workspace, lines);
    return readWhere(questions, (index) => checks.get(`p${index}`)?.pidfile === `/p${index}`);
  },
};

/** No path of a socket is longer; monit takes no string of some thousand bytes. */
function toSocketPath(value: string): string | null {
  const path = toPath(value);
  return Buffer.byteLength(path) > 107 ? null : path;
}

interface Check {
  readonly pidfile: Reading;
  readonly socket: Reading;
  readonly port: Reading;
}

/** What monit says that it has read, by service; byte strings. */
async function read(
  workspace: Workspace,
  lines: readonly string[],
): Promise<ReadonlyMap<string, Check>> {
  const settings = ['id', 'state', 'pid'].map((file) => `set ${file}file ${workspace.path(file)}`);
  const text = ['set daemon 60', ...settings, ...lines, ''].join('\n');
  const file = await workspace.write('monitrc', text, 0o600);
  const { status, stdout, stderr } = spawnSync('monit', ['-vv', '-t', '-c', file], {
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`status ${status}: ${stderr}${stdout.subarray(-500)}`);
  const blocks = stdout
    .toString('latin1')
    .split(/^Process Name {10}= /m)
    .slice(1);
  return new Map(
    blocks.map((block) => [
      block.slice(0, block.indexOf('\n')),
      {
        pidfile: /^ Pid file {13}= (.*?)\n Monitoring mode/ms.exec(block)?.[1] ?? null,
        socket:
          /^ Unix Socket {10}= if failed (.*?) type TCP protocol DEFAULT with/ms.exec(block)?.[1] ??
          null,
        port: /\[::1\]:(\d+) type TCP/.exec(block)?.[1] ?? null,
      },
    ]),
  );
}

export const monit: Suite<Workspace> = {
  dialect: 'monit',
  needs: ['monit'],
  open: createWorkspace,
  subjects: [pidfile, socket, service, port, text],
};
