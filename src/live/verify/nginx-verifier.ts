import { writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import {
  type CheckOptions,
  type Complaint,
  escapeAll,
  generatedName,
  replacePath,
  type Verifier,
} from './verifier.ts';

/** `nginx -t`, with the smallest main configuration around the files. */
export const nginxVerifier: Verifier = {
  target: 'nginx',
  needs: 'nginx',
  isInstalled: () => findProgram('nginx') !== null,
  async check(files, options) {
    const main = `${options.folder}/main`;
    await writeFile(main, mainFile(files, options));
    const nginx = findProgram('nginx') ?? 'nginx';
    const words = [nginx, '-t', '-q', '-c', main, '-p', `${options.folder}/`] as const;
    const { code, stderr } = await runProgram(await alone(words));
    const found = stderr.split('\n').flatMap((line) => toComplaint(line, files) ?? []);
    if (code === 0 || found.length > 0) return found;
    return [{ message: stderr.trim() || `nginx ended with ${code}`, file: null, line: null }];
  },
  lacks: [
    {
      pattern: /host not found in upstream "([^":]+)(?::\d+)?"/,
      what: ([, name]) => `the host name ${name}`,
      mend: (text, [, name = '']) => text.replaceAll(name, '127.0.0.1'),
    },
    {
      pattern: /cannot load certificate(?: key)? "([^"]+)"/,
      what: ([, path]) => path ?? '',
      mend: (text, [, path = ''], folder) => replacePath(text, path, `${folder}/certificate.pem`),
    },
    {
      pattern: /open\(\) "([^"]+)" failed \((?:2|13|20|30):/,
      what: ([, path]) => `the file ${path}, or the right to open it`,
      mend: (text, [, path = ''], folder) => replacePath(text, path, `${folder}/stand-in`),
    },
    {
      pattern: /(?:bind|socket)\(\) (?:to )?(\S+) failed \((?:13|97|99):/,
      what: ([, address]) => `the address ${address}, or the right to listen there`,
      mend: (text, [, address = ''], folder) =>
        text.replace(
          listenPattern(address),
          `listen unix:${folder}/listen-${address.replace(/\W/g, '-')}.sock;`,
        ),
    },
  ],
};

/** nginx binds addresses when it checks: where that can be, on a network of its own, with all of them. */
async function alone(
  command: readonly [string, ...string[]],
): Promise<readonly [string, ...string[]]> {
  const unshare = findProgram('unshare');
  if (unshare === null) return command;
  const isRoot = process.getuid?.() === 0;
  const flags = isRoot ? ['--net'] : ['--user', '--map-root-user', '--net'];
  const { code } = await runProgram([unshare, ...flags, 'true']);
  return code === 0 ? [unshare, ...flags, 'sh', '-c', ANY_ADDRESS, 'sh', ...command] : command;
}

const ANY_ADDRESS =
  'for f in ipv4 ipv6; do echo 1 > /proc/sys/net/$f/ip_nonlocal_bind; done 2>/dev/null; exec "$@"';

function mainFile(files: readonly GeneratedFile[], { folder, isFragment }: CheckOptions): string {
  const isInner = (name: string) => isFragment && name.endsWith('.locations.conf');
  const include = ({ name }: GeneratedFile) => `include "${folder}/${name}";`;
  const inner = files.filter(({ name }) => isInner(name)).map(include);
  const outer = files.filter(({ name }) => !isInner(name)).map(include);
  const server = `server { listen unix:${folder}/s; ${inner.join(' ')} }`;
  const temporary = ['client_body', 'fastcgi', 'proxy', 'scgi', 'uwsgi'];
  // Of those that nginx gives its folders to, root is there in a namespace of users, too.
  return `user root;
pid ${folder}/pid;
error_log stderr warn;
events {}
http {
access_log off;
${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
${outer.join('\n')}
${inner.length > 0 ? server : ''}
}
`;
}

function toComplaint(line: string, files: readonly GeneratedFile[]): Complaint | null {
  const [, text, path, number] =
    /\[(?:emerg|alert|crit|error|warn)\](?: \d+#\d+:)? (.*?)(?: in (\S+):(\d+))?$/.exec(line) ?? [];
  // What nginx says of the log of its package, which it opens before it reads anything.
  if (text === undefined || /could not open error log file|"user" directive makes sense/.test(text))
    return null;
  const file = path === undefined ? null : generatedName(path, files);
  return { message: text, file, line: file === null ? null : Number(number) };
}

function listenPattern(address: string): RegExp {
  const port = /\d+$/.exec(address)?.[0] ?? '';
  const host = address.slice(0, -port.length - 1);
  const any = host === '0.0.0.0' ? `(?:0\\.0\\.0\\.0:|\\*:)?` : escapeAll(`${host}:`);
  return new RegExp(`listen +${any}${port}\\b[^;]*;`, 'g');
}
