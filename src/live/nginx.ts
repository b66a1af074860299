import { dirname } from 'node:path';
import { findProgram } from './find-program.ts';
import { runProgram } from './run-program.ts';
import { startWebServer } from './start-web-server.ts';
import { required, type WebServer } from './web-server.ts';

/** nginx, as a program. */
export const nginx: WebServer = {
  name: 'nginx',
  program,

  async version() {
    const { stderr } = await runProgram([required(program(), 'nginx'), '-v']);
    return /nginx\/(\S+)/.exec(stderr)?.[1] ?? stderr.trim();
  },

  async check(file) {
    const base = [required(program(), 'nginx'), '-t', '-q', '-c', file] as const;
    const folder = `${dirname(file)}/`;
    const { code, stderr } = await runProgram([
      ...base,
      '-p',
      folder,
      ...(await earlyErrorLog('stderr')),
    ]);
    return { ok: code === 0, messages: stderr.split('\n').filter((line) => line !== '') };
  },

  async start(configText, workspace, listen) {
    const file = await workspace.write('nginx.conf', configText);
    const foreground = /^\s*daemon\s+off\s*;/m.test(configText) ? [] : ['-g', 'daemon off;'];
    const errorLog = await earlyErrorLog(workspace.path('error.log'));
    const folder = `${workspace.directory}/`;
    return startWebServer({
      name: 'nginx',
      command: [required(program(), 'nginx'), '-c', file, '-p', folder, ...errorLog, ...foreground],
      workspace,
      listen,
    });
  },
};

function program(): string | null {
  return findProgram('nginx');
}

/** Without -e nginx opens the log of its package before it reads any configuration. */
async function earlyErrorLog(file: string): Promise<readonly string[]> {
  const [major = 0, minor = 0, patch = 0] = (await nginx.version()).split('.').map(Number);
  const isKnown = major > 1 || minor > 19 || (minor === 19 && patch >= 5);
  return isKnown ? ['-e', file] : [];
}
