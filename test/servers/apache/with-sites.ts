import { apache } from '../../../src/live/apache.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import type { Workspace } from '../../../src/live/workspace.ts';
import { type MainSurroundings, withFragments } from '../behaviour/with-fragments.ts';

/** Where a site of a test listens, and what it shows. */
export interface SiteSurroundings {
  readonly workspace: Workspace;
  readonly plain: string;
  readonly secure: string;
  readonly tls: { readonly certificate: string; readonly key: string };
}

/** One httpd with the sites of several descriptors, and an echo behind the socket of each. */
export async function withSites(describe: (surroundings: SiteSurroundings) => readonly object[]) {
  const securePort = await freePort();
  const server = await withFragments(
    apache,
    mainConfiguration,
    async (workspace, { host, port }) => {
      const surroundings = {
        workspace,
        plain: `${host}:${port}`,
        secure: `${host}:${securePort}`,
        tls: await makeCertificate(workspace),
      };
      return describe(surroundings).map((fields, index) => {
        const name = `site-${index + 1}`;
        return { name, mount: '/app', socket: workspace.path(`${name}.sock`), ...fields };
      });
    },
  );
  return { ...server, secure: { ...server.address, port: securePort } };
}

const MODULES = [
  'mpm_event',
  'authz_core',
  'authz_host',
  'authn_core',
  'authn_file',
  'authz_user',
  'auth_basic',
  'alias',
  'dir',
  'headers',
  'http2',
  'mime',
  'proxy',
  'proxy_fcgi',
  'remoteip',
  'rewrite',
  'setenvif',
  'socache_shmcb',
  'ssl',
];

/** As a distribution has it: nothing of the file system is open. */
function mainConfiguration({ workspace, listen }: MainSurroundings, sites: string): string {
  return [
    ...MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    `ServerRoot ${workspace.directory}`,
    `DefaultRuntimeDir ${workspace.directory}`,
    `PidFile ${workspace.path('apache.pid')}`,
    `ErrorLog ${workspace.path('error.log')}`,
    'User www-data',
    'Group www-data',
    'ServerName localhost',
    'TypesConfig /dev/null',
    `<Directory "/">`,
    '    Require all denied',
    '</Directory>',
    `DocumentRoot ${workspace.directory}`,
    // What the sites do not open themselves is open already, and the other way round.
    sites.includes(`Listen ${listen.host}:${listen.port}`) ? '' : `Listen ${listen.port}`,
    sites,
    '',
  ].join('\n');
}

/** A certificate for every name of the tests, good for a day. */
export async function makeCertificate(workspace: Workspace): Promise<SiteSurroundings['tls']> {
  const [certificate, key] = [workspace.path('certificate.pem'), workspace.path('key.pem')];
  const names = 'subjectAltName=DNS:shop.example,DNS:*.shop.example,DNS:wiki.example';
  const kind = ['-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  const { code, stderr } = await runProgram([
    ...(['openssl', 'req', '-x509', '-subj', '/CN=shop.example', '-addext', names] as const),
    ...kind,
    ...['-out', certificate, '-keyout', key],
  ]);
  if (code !== 0) throw new Error(stderr);
  return { certificate, key };
}
