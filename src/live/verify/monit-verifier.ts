import { writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { type Complaint, generatedName, type Verifier } from './verifier.ts';

/** `monit -t`, with a main file that keeps all that monit writes in the folder. */
export const monitVerifier: Verifier = {
  target: 'monit',
  needs: 'monit',
  isInstalled: () => findProgram('monit') !== null,
  async check(files, { folder }) {
    const own = ['id', 'state', 'pid'].map((file) => `set ${file}file "${folder}/.${file}"`);
    const checks = files.map(({ name }) => `include "${folder}/${name}"`);
    const main = `${folder}/.monitrc`;
    // monit reads no main file that somebody else could read.
    await writeFile(main, ['set daemon 60', ...own, ...checks, ''].join('\n'), { mode: 0o600 });
    const { code, stdout, stderr } = await runProgram(['monit', '-t', '-c', main], {
      environment: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
    });
    const said = `${stdout}\n${stderr}`.split('\n').filter((line) => !IDLE.test(line));
    const found = said.filter((line) => line !== '').map((line) => toComplaint(line, files));
    if (code === 0 || found.length > 0) return found;
    return [{ message: `ended with ${code}`, file: null, line: null }];
  },
  lacks: [
    {
      pattern: /no such program: (\/\S+)/,
      what: ([, path]) => `the program ${path}`,
      mend: null,
    },
  ],
};

const IDLE = /^\s*(New Monit id|Stored in|Control file syntax OK)/;

/** monit says "FILE:LINE: WHY", also of programs that are not there, which it lets through. */
function toComplaint(line: string, files: readonly GeneratedFile[]): Complaint {
  const [, path = '', number, text = line] = /^(\/.*?):(\d+): (.*)/.exec(line) ?? [];
  const message = text.replace(/^Program does not exist: '(.*)'$/, 'no such program: $1').trim();
  const file = generatedName(path, files);
  return { message, file, line: file === null ? null : Number(number) };
}
