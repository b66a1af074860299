import { expect, it } from 'vitest';
import { findTarget } from '../../../src/targets/index.ts';
import { type Configuration, configurations, MOUNTS, SOCKETS } from '../matrix/configurations.ts';
import { runConfiguration } from '../matrix/run-configuration.ts';
import { describeWebServers } from '../web-servers.ts';

describeWebServers('passes over http what route() says', (webServer) => {
  const limits = findTarget(webServer.name)?.limits ?? [];

  it.each(overHttp())('$label', async (configuration) => {
    const tally = await runConfiguration(configuration, webServer, limits);

    expect(tally.wrong).toEqual([]);
    expect(tally.right).toBeGreaterThanOrEqual(50);
  });
});

/** Every mount, every socket, and nested mounts: the rest is as it is for FastCGI. */
function overHttp(): readonly Configuration[] {
  const [nested] = configurations(false);
  return [
    ...(nested === undefined ? [] : [nested]).map(({ label, describe }) => ({
      label,
      describe: (surroundings: Parameters<typeof describe>[0]) => {
        const { apps, ...site } = describe(surroundings) as { readonly apps: readonly object[] };
        return {
          ...site,
          apps: apps.map((app) => ({ ...app, protocol: 'http', bare_mount: 'empty' })),
        };
      },
    })),
    ...MOUNTS.filter((_, index) => index % 2 === 0 || index === 1).map((mount, index) => ({
      label: mount,
      describe: ({ workspace, ...others }: Parameters<Configuration['describe']>[0]) => ({
        name: 'matrix',
        mount,
        protocol: 'http',
        bare_mount: index % 2 === 0 ? 'redirect' : 'empty',
        socket: Object.values(SOCKETS)[index % 6]?.({ workspace, ...others }),
        static: { [`${mount.replace(/\/$/, '')}/static/`]: others.files },
      }),
    })),
  ];
}
