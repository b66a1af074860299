import { mkdir, writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { type Complaint, generatedName, type Verifier } from './verifier.ts';

/** `systemd-analyze verify` of the units, an instance for each template, and `systemd-tmpfiles` into a folder of its own. */
export const systemdVerifier: Verifier = {
  target: 'systemd',
  needs: 'systemd',
  isInstalled: () => findProgram('systemd-analyze') !== null,
  async check(files, { folder }) {
    const units = files.filter(({ name }) =>
      /\.(socket|service|target|slice|path|timer)$/.test(name),
    );
    const paths = units.map(({ name }) => `${folder}/${name.replace(/@\./, '@1.')}`);
    const analyze = findProgram('systemd-analyze') ?? 'systemd-analyze';
    const { code, stderr } = await runProgram(
      [analyze, 'verify', '--man=no', '--recursive-errors=no', ...paths],
      { environment: { LC_ALL: 'C', SYSTEMD_LOG_COLOR: '0' } },
    );
    const found = stderr.split('\n').flatMap((line) => toComplaint(line, files) ?? []);
    if (code !== 0 && found.length === 0) {
      found.push({
        message: stderr.trim() || `systemd-analyze ended with ${code}`,
        file: null,
        line: null,
      });
    }
    return [...found, ...(await checkTmpfiles(files, folder))];
  },
  lacks: [
    {
      pattern: /Command (\S+) is not executable/,
      what: ([, path]) => `the program ${path}`,
      mend: (text, [, path = '']) => text.replaceAll(path, '/bin/true'),
    },
    {
      pattern: /(?:Failed to load environment files|EnvironmentFile).*?(\/\S+)/,
      what: ([, path]) => `the file ${path}`,
      mend: null,
    },
  ],
};

async function checkTmpfiles(
  files: readonly GeneratedFile[],
  folder: string,
): Promise<readonly Complaint[]> {
  const program = findProgram('systemd-tmpfiles');
  const own = files.filter(({ name }) => name.endsWith('.tmpfiles.conf'));
  if (program === null || own.length === 0) return [];
  const root = `${folder}/root`;
  await mkdir(`${root}/etc`, { recursive: true });
  // Accounts that this machine may lack.
  await writeFile(
    `${root}/etc/passwd`,
    accounts(own, 3, (name) => `${name}:x:65534:65534::/:/\n`),
  );
  await writeFile(
    `${root}/etc/group`,
    accounts(own, 4, (name) => `${name}:x:65534:\n`),
  );
  const paths = own.map(({ name }) => `${folder}/${name}`);
  const { stderr } = await runProgram([program, '--create', `--root=${root}`, ...paths], {
    environment: { LC_ALL: 'C', SYSTEMD_LOG_COLOR: '0' },
  });
  // As an ordinary user nothing can be given away.
  return stderr.split('\n').flatMap((line) => {
    if (/Operation not permitted|fchown/.test(line)) return [];
    return toComplaint(line, files) ?? [];
  });
}

/** The accounts in a column of tmpfiles.d lines. */
function accounts(
  files: readonly GeneratedFile[],
  column: number,
  write: (name: string) => string,
): string {
  const names = files.flatMap(({ text }) =>
    text
      .split('\n')
      .flatMap((line) => (line.startsWith('#') ? [] : (line.split(/\s+/)[column] ?? []))),
  );
  return [...new Set(['root', ...names])]
    .filter((name) => /^[a-z_]/.test(name))
    .map(write)
    .join('');
}

function toComplaint(line: string, files: readonly GeneratedFile[]): Complaint | null {
  if (line.trim() === '') return null;
  const [, path = '', number, located] = /^(\/\S+?):(\d+): (.*)$/.exec(line) ?? [];
  const [, unit = '', said] = /^(\S+\.(?:socket|service|target)): (.*)$/.exec(line) ?? [];
  const file = generatedName((path || unit).replace(/@1\./, '@.'), files);
  return {
    message: located ?? said ?? line,
    file,
    line: number === undefined || file === null ? null : Number(number),
  };
}
