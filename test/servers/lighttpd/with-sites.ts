import { freePort } from '../../../src/live/free-port.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import type { Workspace } from '../../../src/live/workspace.ts';
import { type MainSurroundings, withFragments } from '../behaviour/with-fragments.ts';

/** Where a site of a test listens, and what it shows. */
export interface SiteSurroundings {
  readonly workspace: Workspace;
  readonly plain: string;
  readonly secure: string;
  readonly tls: Certificate;
  /** That of wiki.example. */
  readonly other: Certificate;
}

/** One lighttpd with the sites of several descriptors, and an echo behind the socket of each. */
export async function withSites(
  describe: (surroundings: SiteSurroundings) => readonly object[],
  main: (surroundings: SiteSurroundings) => string = () => '',
) {
  const securePort = await freePort();
  let before = '';
  const server = await withFragments(
    lighttpd,
    (surroundings, sites) => mainConfiguration(surroundings, `${before}\n${sites}`),
    async (workspace, { host, port }) => {
      const surroundings = {
        workspace,
        plain: `${host}:${port}`,
        secure: `${host}:${securePort}`,
        tls: await makeCertificate(workspace, 'shop.example'),
        other: await makeCertificate(workspace, 'wiki.example'),
      };
      before = main(surroundings);
      return describe(surroundings).map((fields, index) => {
        const name = `site-${index + 1}`;
        return { name, mount: '/app', socket: workspace.path(`${name}.sock`), ...fields };
      });
    },
  );
  return { ...server, secure: { ...server.address, port: securePort } };
}

function mainConfiguration({ workspace, listen }: MainSurroundings, sites: string): string {
  return [
    'server.document-root = "/dev/null"',
    `server.bind = "${listen.host}"`,
    `server.port = ${listen.port}`,
    `server.errorlog = "${workspace.path('error.log')}"`,
    'mimetype.assign = ( "" => "application/octet-stream" )',
    sites,
    '',
  ].join('\n');
}

interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate for a name and those below it, good for a day. */
async function makeCertificate(workspace: Workspace, name: string): Promise<Certificate> {
  const [certificate, key] = [workspace.path(`${name}.pem`), workspace.path(`${name}.key`)];
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},DNS:*.${name}`];
  const kind = ['-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  const files = ['-out', certificate, '-keyout', key];
  const { code, stderr } = await runProgram([
    'openssl',
    'req',
    '-x509',
    ...names,
    ...kind,
    ...files,
  ]);
  if (code !== 0) throw new Error(stderr);
  return { certificate, key };
}
