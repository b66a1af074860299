import { dirname } from 'node:path';
import { findProgram } from './find-program.ts';
import { runProgram } from './run-program.ts';
import { startWebServer } from './start-web-server.ts';
import { required, type WebServer } from './web-server.ts';

/** Apache httpd, as a program. */
export const apache: WebServer = {
  name: 'apache',
  program,

  async version() {
    const { stdout } = await runProgram([required(program(), 'apache2'), '-v']);
    return /Apache\/(\S+)/.exec(stdout)?.[1] ?? stdout.trim();
  },

  async check(file) {
    const { code, stderr } = await runProgram([
      required(program(), 'apache2'),
      '-t',
      '-d',
      dirname(file),
      '-f',
      file,
    ]);
    const messages = stderr.split('\n').filter((line) => line !== '' && line !== 'Syntax OK');
    return { ok: code === 0, messages };
  },

  async start(configText, workspace, listen) {
    const file = await workspace.write('apache.conf', configText);
    const apache2 = required(program(), 'apache2');
    return startWebServer({
      name: 'apache',
      // -d: no relative path may reach the folders of the package.
      command: [apache2, '-d', workspace.directory, '-f', file, '-DFOREGROUND'],
      workspace,
      listen,
    });
  },
};

/** Debian calls it apache2, others httpd. */
function program(): string | null {
  return findProgram('apache2') ?? findProgram('httpd');
}
