import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { load } from '../../../src/deploygen.ts';
import { type ProgramRun, runProgram } from '../../../src/live/run-program.ts';
import { checkScripts } from '../../../src/live/verify/shell-verifier.ts';
import { verifiers } from '../../../src/live/verify/verifiers.ts';
import type { Attempt } from './attempt.ts';
import type { Checker } from './checker.ts';

const systemd: Checker = {
  needs: ['systemd-analyze', 'systemd-tmpfiles', 'root'],
  most: 150,
  async complaint(attempts) {
    for (const group of disjoint(attempts)) {
      const complaint = (await verify(group)) ?? (await makeFolders(group));
      if (complaint !== null) return complaint;
    }
    return null;
  },
};

const supervisor: Checker = {
  needs: ['supervisord', 'systemd-tmpfiles', 'root'],
  most: 150,
  async complaint(attempts) {
    const programs: string[] = [];
    for (const { files, folder } of attempts) {
      await mkdir(folder, { recursive: true });
      for (const { name, text } of files.filter((file) => !isTmpfiles(file))) {
        programs.push(`${folder}/${name}`);
        // The folder of the package's logs, which need not be here.
        const configured = text.replaceAll('=/var/log/supervisor/', `=${folder}/`);
        await writeFile(`${folder}/${name}`, configured);
      }
    }
    const script = 'test/servers/fixtures/supervisor-accept.py';
    const parsed = await runProgram(['/usr/bin/python3', script, ...programs]);
    return complaintOf(parsed) ?? (await makeFolders(attempts));
  },
};

/** The shells that scripts are for, and whether each can be read as what it is. */
const script: Checker = {
  needs: ['dash', 'bash'],
  most: 20,
  async complaint(attempts) {
    for (const { files, folder } of attempts) {
      await mkdir(folder, { recursive: true });
      for (const { name, text } of files) {
        await writeFile(`${folder}/${name}`, text);
        for (const shell of ['dash', 'bash']) {
          const complaint = complaintOf(await runProgram([shell, '-n', `${folder}/${name}`]));
          if (complaint !== null) return complaint;
        }
      }
      const known = await checkScripts(files, { folder });
      const unknown = known.filter(({ message }) => !/^\/.*: no such program$/.test(message));
      if (unknown.length > 0) return JSON.stringify(unknown);
    }
    return null;
  },
};

/** The check of `deploygen verify`, which goes on with something in the place of what this machine lacks. */
function checkedBy(target: string, ...programs: readonly string[]): Checker {
  const verifier = verifiers.find((candidate) => candidate.target === target);
  if (verifier === undefined) throw new TypeError(`nothing checks ${target}`);
  const { lacks, check } = verifier;
  return {
    needs: programs,
    most: 20,
    // The program is started anew for each.
    part: 6,
    async complaint(attempts) {
      for (const attempt of attempts) {
        const complaint = (await checked(attempt)) ?? (await makeFolders([attempt]));
        if (complaint !== null) return complaint;
      }
      return null;
    },
  };

  async function checked(
    { files, folder }: Pick<Attempt, 'files' | 'folder'>,
    tries = 1,
  ): Promise<string | null> {
    const own = `${folder}/${target}-${tries}`;
    await rm(own, { recursive: true, force: true });
    await mkdir(own, { recursive: true });
    for (const { name, text } of files) await writeFile(`${own}/${name}`, text);
    const found = (await check(files, { folder: own, isFragment: false })).filter(
      ({ message }) => !/no such program/.test(message),
    );
    if (found.length === 0) return null;
    const mended = found.reduce((some, { message }) => mend(some, message, own), files);
    const isMended = mended.some(({ text }, index) => text !== files[index]?.text);
    if (!isMended || tries === 5) return JSON.stringify(found);
    return checked({ files: mended, folder }, tries + 1);
  }

  function mend(files: Attempt['files'], message: string, folder: string): Attempt['files'] {
    return lacks.reduce((some, { pattern, mend: mendText }) => {
      const match = pattern.exec(message);
      if (match === null || mendText === null) return some;
      return some.map((file) => ({ ...file, text: mendText(file.text, match, folder) }));
    }, files);
  }
}

export const processCheckers: Readonly<Record<string, Checker>> = {
  systemd,
  supervisor,
  'spawn-fcgi': script,
  runit: script,
  s6: script,
  sysv: script,
  screen: script,
  monit: checkedBy('monit', 'monit'),
  procfile: checkedBy('procfile', 'foreman', 'dash', 'bash'),
  uwsgi: checkedBy('uwsgi', 'uwsgi'),
  'php-fpm': checkedBy('php-fpm', 'php-fpm8.2'),
  gunicorn: checkedBy('gunicorn', 'gunicorn'),
  flup: checkedBy('flup', 'python3'),
};

/** Units of one name have to be in folders of their own, which are checked one after the other. */
function disjoint(attempts: readonly Attempt[]): readonly (readonly Attempt[])[] {
  const groups: { readonly names: Set<string>; readonly attempts: Attempt[] }[] = [];
  for (const attempt of attempts) {
    const names = attempt.files.map(({ name }) => name);
    const group = groups.find((other) => names.every((name) => !other.names.has(name)));
    if (group === undefined) groups.push({ names: new Set(names), attempts: [attempt] });
    else {
      for (const name of names) group.names.add(name);
      group.attempts.push(attempt);
    }
  }
  return groups.map((group) => group.attempts);
}

async function verify(attempts: readonly Attempt[]): Promise<string | null> {
  const [first] = attempts;
  if (first === undefined) return null;
  const folder = `${first.folder}/units`;
  await mkdir(folder, { recursive: true });
  const units: string[] = [];
  for (const attempt of attempts) {
    await makePrograms(attempt);
    for (const { name, text } of attempt.files.filter((file) => !isTmpfiles(file))) {
      units.push(`${folder}/${name}`);
      await writeFile(`${folder}/${name}`, text);
    }
  }
  const run = await runProgram(['systemd-analyze', 'verify', '--recursive-errors=no', ...units]);
  await rm(folder, { recursive: true });
  return complaintOf(run);
}

/** systemd says when there is no such program. */
async function makePrograms({ source, folder }: Attempt): Promise<void> {
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok) throw new TypeError('rendered before');
  const { applications } = loaded.deployment;
  const commands = applications.flatMap(({ command, workers }) => [
    ...(command === null ? [] : [command]),
    ...workers.map((worker) => worker.command),
  ]);
  for (const { value } of commands) {
    const [{ value: program }] = value;
    if (!program.startsWith(folder)) continue;
    await mkdir(dirname(program), { recursive: true });
    await rm(program, { force: true, recursive: true });
    await symlink('/bin/true', program);
  }
}

async function makeFolders(attempts: readonly Attempt[]): Promise<string | null> {
  for (const { files, folder } of attempts) {
    const root = `${folder}/root`;
    for (const { name, text } of files.filter(isTmpfiles)) {
      await mkdir(`${root}/etc`, { recursive: true });
      for (const known of ['passwd', 'group']) {
        await copyFile(`/etc/${known}`, `${root}/etc/${known}`);
      }
      await writeFile(`${folder}/${name}`, text);
      const run = await runProgram([
        'systemd-tmpfiles',
        '--create',
        `--root=${root}`,
        `${folder}/${name}`,
      ]);
      const complaint = complaintOf(run);
      if (complaint !== null) return complaint;
    }
  }
  return null;
}

function isTmpfiles({ name }: { readonly name: string }): boolean {
  return name.endsWith('.tmpfiles.conf');
}

function complaintOf({ code, stdout, stderr }: ProgramRun): string | null {
  return code === 0 && stderr === '' ? null : `status ${code}: ${stdout}${stderr}`;
}
