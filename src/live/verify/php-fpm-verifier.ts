import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { type Complaint, generatedName, type Verifier } from './verifier.ts';

/** `php-fpm -t`, with the smallest main configuration around the pools. */
export const phpFpmVerifier: Verifier = {
  target: 'php-fpm',
  needs: 'php-fpm',
  isInstalled: () => program() !== null,
  async check(files, { folder }) {
    const pools = files.filter(({ name }) => name.endsWith('.php-fpm.conf'));
    await mkdir(`${folder}/pools`);
    for (const { name, text } of pools) {
      await writeFile(`${folder}/pools/${name}`, text.replace(LOGS, `$1 ${folder}/log`));
    }
    const main = `${folder}/main`;
    await writeFile(
      main,
      `[global]\nerror_log = ${folder}/log\ninclude = ${folder}/pools/*.conf\n`,
    );
    const { code, stderr } = await runProgram([program() ?? 'php-fpm', '-t', '--fpm-config', main]);
    const said = stderr.split('\n').flatMap((line) => toComplaint(line, pools) ?? []);
    const causes = said.filter(({ message }) => !CONSEQUENCE.test(message));
    const found = causes.length > 0 || code === 0 ? causes : said;
    return [...found, ...pools.flatMap(wrongSizes)];
  },
  lacks: [
    {
      pattern: /cannot get [ug]id for (user|group) '([^']+)'/,
      what: ([, kind, name]) => `the ${kind} ${name}`,
      mend: (text, [, , name]) =>
        text.replace(
          new RegExp(`^((?:listen\\.)?(?:user|group|owner) = )"?${name}"?$`, 'gm'),
          '$165534',
        ),
    },
    {
      pattern: /the chdir path '(.+)' does not exist/,
      what: ([, path]) => `the folder ${path}`,
      mend: (text) => text.replace(/^chdir = .*$/gm, 'chdir = /'),
    },
  ],
};

/** Debian's has the version in its name. */
function program(): string | null {
  const plain = findProgram('php-fpm');
  if (plain !== null) return plain;
  const folders = (process.env.PATH ?? '').split(':');
  const names = [...folders, '/usr/sbin'].flatMap((folder) => namesIn(folder));
  const found = names.filter((name) => /^php-fpm\d+\.\d+$/.test(name)).sort();
  return findProgram(found.at(-1) ?? 'php-fpm');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder of PATH that is not there.
    return [];
  }
}

/** Files that the check would open. */
const LOGS = /^([ \t]*(?:slowlog|access\.log)[ \t]*=).*$/gm;

/** What it says at last, whatever was wrong. */
const CONSEQUENCE =
  /^(?:Unable to include|failed to (?:load|post process)|FPM initialization failed)|is successful$/;

function toComplaint(line: string, files: readonly GeneratedFile[]): Complaint | null {
  const [, said] = /^(?:\[[^\]]*\] (?:ERROR|ALERT|WARNING): |PHP: +)(.*)$/.exec(line) ?? [];
  if (said === undefined) return null;
  const [, path = '', number, rest] = /^\[(\/\S+):(\d+)\] (.*)$/.exec(said) ?? [];
  const file = generatedName(path, files);
  return { message: rest ?? said, file, line: file === null ? null : Number(number) };
}

/** php-fpm passes settings of PHP on, which takes what is no size for 0. */
function wrongSizes({ name, text }: GeneratedFile): readonly Complaint[] {
  return text.split('\n').flatMap((line, index) => {
    const [, setting = '', value = ''] =
      /^[ \t]*php(?:_admin)?_value\[([\w.]+)\][ \t]*=[ \t]*"?([^";]*?)"?[ \t]*(?:;.*)?$/.exec(
        line,
      ) ?? [];
    if (!SIZES.has(setting) || /^-?\d+[kmg]?$/i.test(value)) return [];
    return [{ message: `"${value}" is no size for "${setting}"`, file: name, line: index + 1 }];
  });
}

const SIZES = new Set(['memory_limit', 'post_max_size', 'upload_max_filesize']);
