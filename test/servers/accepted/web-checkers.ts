import { mkdir, writeFile } from 'node:fs/promises';
import type { Layout } from '../../../src/core/target.ts';
import { apache } from '../../../src/live/apache.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import type { CheckResult, WebServer } from '../../../src/live/web-server.ts';
import type { Attempt } from './attempt.ts';
import type { Checker } from './checker.ts';

/** A web server's check of one layout, with the smallest main configuration around what needs one. */
export function webChecker(name: string, layout: Layout): Checker {
  const { webServer, main, needs } = found(name);
  const isBound = webServer === nginx && layout === 'site';
  return {
    needs: isBound ? [...needs, 'root', 'unshare'] : needs,
    most: 1,
    async complaint(attempts) {
      const complaints = await Promise.all(
        attempts.map(async (attempt) => {
          const file = await written(attempt, layout, main);
          const { ok, messages } = await (isBound ? checkBinding(file) : webServer.check(file));
          return ok && messages.length === 0 ? [] : messages.join('\n') || 'no word';
        }),
      );
      return complaints.flat().join('\n') || null;
    },
  };
}

interface Kind {
  readonly webServer: WebServer;
  readonly main: (attempt: Attempt, layout: Layout) => string;
  readonly needs: Checker['needs'];
}

function found(name: string): Kind {
  const kind = KINDS[name];
  if (kind === undefined) throw new TypeError(`no web server ${name}`);
  return kind;
}

const KINDS: Readonly<Record<string, Kind>> = {
  nginx: { webServer: nginx, main: nginxMain, needs: ['nginx'] },
  apache: { webServer: apache, main: apacheMain, needs: ['apache2'] },
  lighttpd: { webServer: lighttpd, main: lighttpdMain, needs: ['lighttpd'] },
};

/** Writes the files; returns the one to check. */
async function written(attempt: Attempt, layout: Layout, main: Kind['main']): Promise<string> {
  const { files, folder, stateFolder } = attempt;
  await mkdir(stateFolder, { recursive: true });
  for (const { name, text } of files) await writeFile(`${folder}/${name}`, text);
  const [file] = files;
  if (layout === 'standalone' && file !== undefined) return `${folder}/${file.name}`;
  await writeFile(`${folder}/main`, main(attempt, layout));
  return `${folder}/main`;
}

/** nginx binds addresses when it checks: on a machine of its own, where all of them are free and there. */
async function checkBinding(file: string): Promise<CheckResult> {
  const bindAny =
    'for f in ipv4 ipv6; do echo 1 > /proc/sys/net/$f/ip_nonlocal_bind; done; exec "$@"';
  const check = ['nginx', '-t', '-q', '-c', file, '-e', 'stderr'];
  const { code, stderr } = await runProgram([
    'unshare',
    '--net',
    'sh',
    '-c',
    bindAny,
    'sh',
    ...check,
  ]);
  return { ok: code === 0, messages: stderr.split('\n').filter((line) => line !== '') };
}

function nginxMain({ files, folder }: Attempt, layout: Layout): string {
  const isInner = (name: string) => layout === 'fragment' && name.endsWith('.locations.conf');
  const include = ({ name }: { readonly name: string }) => `include ${folder}/${name};`;
  const outer = files.filter(({ name }) => !isInner(name)).map(include);
  const inner = files.filter(({ name }) => isInner(name)).map(include);
  const server = `server { listen unix:${folder}/s; ${inner.join('\n')} }`;
  const temporary = ['client_body', 'fastcgi', 'proxy', 'scgi', 'uwsgi'];
  return `
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { }
http {
    access_log off;
    ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
    ${outer.join('\n')}
    ${inner.length > 0 ? server : ''}
}
`;
}

function apacheMain({ files, folder }: Attempt, layout: Layout): string {
  const includes = files.map(({ name }) => `Include ${folder}/${name}`).join('\n');
  return `
ServerRoot ${folder}
DefaultRuntimeDir ${folder}
PidFile apache.pid
ErrorLog error.log
User www-data
Group www-data
${APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen 80
Listen 443
ServerName localhost
${layout === 'site' ? includes : `<VirtualHost *:80>\n${includes}\n</VirtualHost>`}
`;
}

// What the header of a fragment asks for, and what that needs.
const APACHE_MODULES = [
  ...['mpm_event', 'authz_core', 'alias', 'dir', 'setenvif', 'proxy', 'proxy_fcgi'],
  ...['proxy_balancer', 'slotmem_shm', 'lbmethod_byrequests'],
  ...['authn_core', 'authn_file', 'authz_user', 'authz_host', 'auth_basic', 'headers', 'remoteip'],
  ...['filter', 'deflate', 'rewrite', 'socache_shmcb', 'ssl', 'http2'],
];

function lighttpdMain({ files, folder }: Attempt): string {
  return `
server.document-root = "/dev/null"
server.port = 8080
server.errorlog = "${folder}/error.log"
server.upload-dirs = ("${folder}")
server.modules = ()
server.http-parseopts = ()
${files.map(({ name }) => `include "${folder}/${name}"`).join('\n')}
`;
}
