import { readFile, rename } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { until } from '../until.ts';
import { describeWebServers } from '../web-servers.ts';
import { askPlain, site } from './tls-site.ts';
import { withSites } from './with-sites.ts';

/** With what the packages' files in /etc/logrotate.d have the servers told, after they moved the logs. */
const ROTATED = { nginx: 'SIGUSR1', apache: 'SIGUSR1', lighttpd: 'SIGHUP' } as const;

describeWebServers('keeps its logs', (webServer) => {
  it('in the files that it is told, anew after a rotation', async () => {
    await using sites = await withSites(webServer, (where) => [
      site(where, {
        access_log: where.workspace.path('access.log'),
        error_log: where.workspace.path('error.log'),
      }),
    ]);
    const log = (name: string) => sites.workspace.path(name);
    const lines = async (name: string) =>
      (await readFile(log(name), 'utf8').catch(() => '')).split('\n');
    const isIn = (name: string, target: string) =>
      until(async () => (await lines(name)).some((line) => line.includes(`GET ${target} `)));

    await askPlain(sites, '/app/before');
    await isIn('access.log', '/app/before');
    for (const name of ['access', 'error']) await rename(log(`${name}.log`), log(`${name}.log.1`));
    sites.process.signal(ROTATED[webServer.name]);
    // What was written in between is in the file that was moved.
    await until(async () => {
      // Who restarts may close a connection.
      await askPlain(sites, '/app/after').catch(() => null);
      return (await lines('access.log')).some((line) => line.includes('GET /app/after '));
    });

    expect(await lines('access.log.1')).toContainEqual(expect.stringContaining('GET /app/before '));
    expect(await lines('access.log')).not.toContainEqual(
      expect.stringContaining('GET /app/before '),
    );
  });
});
