import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';

/** What `lighttpd -p` prints of the installed configuration, with all that it includes. */
export async function lighttpdModules(): Promise<readonly string[] | null> {
  const lighttpd = findProgram('lighttpd');
  if (lighttpd === null) return null;
  const { code, stdout } = await runProgram([lighttpd, '-p', '-f', '/etc/lighttpd/lighttpd.conf']);
  const list = /^ *server\.modules += \(([^)]*)\)/m.exec(stdout)?.[1];
  if (code !== 0 || list === undefined) return null;
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
}
