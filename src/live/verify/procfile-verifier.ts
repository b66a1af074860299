import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { checkScripts, shellVerifier } from './shell-verifier.ts';
import type { Complaint, Verifier } from './verifier.ts';

/** `foreman check` of the Procfile, lines that foreman ignores, and the scripts that it starts. */
export const procfileVerifier: Verifier = {
  ...shellVerifier('procfile'),
  needs: 'ruby-foreman',
  isInstalled: () => findProgram('foreman') !== null,
  async check(files, options) {
    const found: Complaint[] = [...(await checkScripts(files, options))];
    for (const { name, text } of files.filter((file) => file.name === 'Procfile')) {
      const { code, stderr } = await runProgram([
        'foreman',
        'check',
        '-f',
        `${options.folder}/${name}`,
      ]);
      if (code !== 0) found.push({ message: stderr.trim(), file: name, line: null });
      for (const [index, line] of text.split('\n').entries()) {
        if (/^(#|$)|^[\w-]+: *./.test(line)) continue;
        found.push({ message: 'foreman ignores this line', file: name, line: index + 1 });
      }
    }
    return found;
  },
};
