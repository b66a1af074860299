import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../core/render.ts';
import { apache } from '../apache.ts';
import { runProgram } from '../run-program.ts';
import {
  type CheckOptions,
  type Complaint,
  escapeAll,
  generatedName,
  replacePath,
  type Verifier,
} from './verifier.ts';

/** `apache2 -t`, with the smallest main configuration around the files. */
export const apacheVerifier: Verifier = {
  target: 'apache',
  needs: 'apache2',
  isInstalled: () => apache.program() !== null,
  async check(files, options) {
    const main = `${options.folder}/main`;
    await writeFile(main, mainFile(files, options));
    const program = apache.program() ?? 'apache2';
    const words = [program, '-t', '-d', options.folder, '-f', main] as const;
    const { code, stderr } = await runProgram(words, { environment: { LC_ALL: 'C' } });
    const found = toComplaints(stderr, files);
    if (code === 0 || found.length > 0) return found;
    return [{ message: stderr.trim() || `apache2 ended with ${code}`, file: null, line: null }];
  },
  lacks: [
    {
      pattern: /bad (user|group) name (\S+)/,
      what: ([, kind, name]) => `the ${kind} ${name}`,
      mend: (text, [, , name = '']) => text.replaceAll(name, '#65534'),
    },
    {
      pattern: /file '([^']+)' does not exist or is empty/,
      what: ([, path]) => `the file ${path}`,
      mend: (text, [, path = ''], folder) => replacePath(text, path, `${folder}/certificate.pem`),
    },
    {
      pattern: /Cannot access directory '([^']+)\/' for (?:error|main error) log/,
      what: ([, path]) => `the folder ${path}`,
      mend: (text, [, path = ''], folder) => replacePath(text, `${path}/`, `${folder}/`),
    },
    {
      pattern: /(?:Could not open directory |No matches for the wildcard '[^']*' in ')([^':]+)/,
      what: ([, path]) => `a file in ${path}`,
      mend: (text, [, path = ''], folder) =>
        text.replace(
          new RegExp(`^([ \\t]*Include[ \\t]+"?)${escapeAll(path)}/[^\\s"]*`, 'gm'),
          (_, directive: string) => `${directive}${folder}/stand-in`,
        ),
    },
    {
      pattern: /Could not open configuration file (.+?): /,
      what: ([, path]) => `the file ${path}`,
      mend: (text, [, path = ''], folder) => replacePath(text, path, `${folder}/stand-in`),
    },
    {
      pattern: /DocumentRoot \[([^\]]+)\] does not exist/,
      what: ([, path]) => `the folder ${path}`,
      mend: null,
    },
    {
      pattern: /(?:Could not resolve host name|cannot be resolved).*?(\S+)?/,
      what: ([, name]) => `the host name ${name}`,
      mend: null,
    },
  ],
};

const FOLDERS = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/libexec/apache2'];

// What the header of a fragment asks for, and what that needs; one that is missing shows at its directives.
const MODULES = [
  ...['mpm_event', 'unixd', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'authz_host'],
  ...['auth_basic', 'alias', 'dir', 'env', 'setenvif', 'mime', 'headers', 'expires', 'filter'],
  ...['deflate', 'remoteip', 'allowmethods', 'log_config', 'proxy', 'proxy_fcgi', 'proxy_http'],
  ...['proxy_scgi', 'proxy_uwsgi', 'proxy_balancer', 'slotmem_shm', 'lbmethod_byrequests'],
  ...['socache_shmcb', 'ssl', 'http2', 'rewrite', 'actions'],
];

function mainFile(files: readonly GeneratedFile[], { folder, isFragment }: CheckOptions): string {
  const modules = MODULES.flatMap((name) => {
    const path = FOLDERS.map((place) => `${place}/mod_${name}.so`).find(existsSync);
    return path === undefined ? [] : [`LoadModule ${name}_module ${path}`];
  });
  const includes = files.map(({ name }) => `Include "${folder}/${name}"`).join('\n');
  return `ServerRoot "${folder}"
DefaultRuntimeDir "${folder}"
PidFile "${folder}/pid"
ErrorLog "${folder}/error.log"
${modules.join('\n')}
Listen 80
Listen 443
ServerName localhost
${isFragment ? `<VirtualHost *:80>\n${includes}\n</VirtualHost>` : includes}
`;
}

/** Apache says the place in one line, or before a colon, and then what is wrong. */
function toComplaints(output: string, files: readonly GeneratedFile[]): readonly Complaint[] {
  const found: Complaint[] = [];
  let place: Pick<Complaint, 'file' | 'line'> = { file: null, line: null };
  for (const line of output.split('\n')) {
    if (
      line === '' ||
      line === 'Syntax OK' ||
      /^Action '.*' failed|error log may have more/.test(line)
    )
      continue;
    const heads = [...line.matchAll(/Syntax error on line (\d+) of (.*?):/g)];
    // Where one file includes another, the innermost of ours.
    const head = heads.findLast(([, , path = '']) => generatedName(path, files)) ?? heads.at(-1);
    const rest = head === undefined ? line : line.slice(head.index + head[0].length).trim();
    if (head !== undefined) {
      const [, number, path = ''] = head;
      const file = generatedName(path, files);
      place = { file, line: file === null ? null : Number(number) };
    }
    const message = rest.replace(/^(?:AH\d+: )/, '');
    if (message !== '') found.push({ message, ...place });
  }
  return found;
}
