import { findProgram } from './find-program.ts';
import { runProgram } from './run-program.ts';
import { startWebServer } from './start-web-server.ts';
import { required, type WebServer } from './web-server.ts';

/** lighttpd, as a program. */
export const lighttpd: WebServer = {
  name: 'lighttpd',
  program,

  async version() {
    const { stdout } = await runProgram([required(program(), 'lighttpd'), '-v']);
    return /lighttpd\/(\S+)/.exec(stdout)?.[1] ?? stdout.trim();
  },

  async check(file) {
    const { code, stdout, stderr } = await runProgram([
      required(program(), 'lighttpd'),
      '-tt',
      '-f',
      file,
    ]);
    const messages = `${stdout}\n${stderr}`.split('\n').filter((line) => line !== '');
    // lighttpd 1.4.69 exits with 0 on an unknown directive and only warns; a clean file is silent.
    return { ok: code === 0 && messages.length === 0, messages };
  },

  async start(configText, workspace, listen) {
    const file = await workspace.write('lighttpd.conf', configText);
    return startWebServer({
      name: 'lighttpd',
      command: [required(program(), 'lighttpd'), '-D', '-f', file],
      workspace,
      listen,
    });
  },
};

function program(): string | null {
  return findProgram('lighttpd');
}
