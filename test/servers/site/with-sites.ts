import { freePort } from '../../../src/live/free-port.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { accepts } from '../../../src/live/socket-address.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import type { Workspace } from '../../../src/live/workspace.ts';
import { withFragments } from '../behaviour/with-fragments.ts';
import { until } from '../until.ts';
import { mainConfigurations } from './main-configurations.ts';

/** Where a site of a test listens, and what it shows. */
export interface SiteSurroundings {
  readonly workspace: Workspace;
  readonly plain: string;
  readonly secure: string;
  /** Of shop.example and what is below it. */
  readonly tls: Certificate;
  /** Of wiki.example and what is below it. */
  readonly other: Certificate;
}

/** As in `tls` of a descriptor. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * One web server with the sites of several descriptors, and an echo behind the socket of each.
 *
 * @param around what the administrator has written before them
 */
export async function withSites(
  webServer: WebServer,
  describe: (surroundings: SiteSurroundings) => readonly object[] | Promise<readonly object[]>,
  around: (surroundings: SiteSurroundings) => string = () => '',
) {
  const securePort = await freePort();
  const main = mainConfigurations[webServer.name as keyof typeof mainConfigurations];
  let before = '';
  let listens = '';
  const server = await withFragments(
    webServer,
    (surroundings, sites) => main(surroundings, `${before}\n${sites}`),
    async (workspace, { host, port }) => {
      const surroundings = {
        workspace,
        plain: `${host}:${port}`,
        secure: `${host}:${securePort}`,
        tls: await makeCertificate(workspace, 'shop.example'),
        other: await makeCertificate(workspace, 'wiki.example'),
      };
      before = around(surroundings);
      const sites = await describe(surroundings);
      listens = before + JSON.stringify(sites);
      return sites.map((fields, index) => {
        const name = `site-${index + 1}`;
        if ('ok' in fields) return fields;
        if ('apps' in fields) return { name, ...fields };
        return { name, mount: '/app', socket: workspace.path(`${name}.sock`), ...fields };
      });
    },
  );
  const secure = { ...server.address, port: securePort };
  // It opens one port after the other, and is waited for at the first.
  if (listens.includes(`:${securePort}`)) await until(() => accepts(secure));
  return { ...server, secure };
}

/** A certificate for a name and those below it, good for a day. */
export async function makeCertificate(workspace: Workspace, name: string): Promise<Certificate> {
  const [certificate, key] = [workspace.path(`${name}.pem`), workspace.path(`${name}.key`)];
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},DNS:*.${name}`];
  const kind = ['-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  const files = ['-out', certificate, '-keyout', key];
  const request = ['req', '-x509', ...names, ...kind, ...files];
  const { code, stderr } = await runProgram(['openssl', ...request]);
  if (code !== 0) throw new Error(stderr);
  return { certificate, key };
}
