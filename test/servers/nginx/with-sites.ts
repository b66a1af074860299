import { freePort } from '../../../src/live/free-port.ts';
import { nginx } from '../../../src/live/nginx.ts';
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

/** One nginx with the sites of several descriptors, and an echo behind the socket of each. */
export async function withSites(
  describe: (surroundings: SiteSurroundings) => readonly object[],
  http: (surroundings: SiteSurroundings) => string = () => '',
) {
  const securePort = await freePort();
  let before = '';
  const server = await withFragments(
    nginx,
    (surroundings, sites) => mainConfiguration(surroundings, `${before}\n${sites}`),
    async (workspace, { host, port }) => {
      const surroundings = {
        workspace,
        plain: `${host}:${port}`,
        secure: `${host}:${securePort}`,
        tls: await makeCertificate(workspace),
      };
      before = http(surroundings);
      return describe(surroundings).map((fields, index) => {
        const name = `site-${index + 1}`;
        return { name, mount: '/app', socket: workspace.path(`${name}.sock`), ...fields };
      });
    },
  );
  return { ...server, secure: { ...server.address, port: securePort } };
}

function mainConfiguration({ workspace }: MainSurroundings, sites: string): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    user www-data;
    pid ${workspace.path('nginx.pid')};
    error_log ${workspace.path('error.log')};
    events {}
    http {
      access_log off;
      ${folders.map((name) => `${name}_temp_path ${workspace.path(name)};`).join(' ')}
      ${sites}
    }`;
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
