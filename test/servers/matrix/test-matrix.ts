import { expect, it } from 'vitest';
import type { WebServer } from '../../../src/live/web-server.ts';
import { findTarget } from '../../../src/targets/index.ts';
import { describeWebServer } from '../web-servers.ts';
import { configurations } from './configurations.ts';
import { runConfiguration } from './run-configuration.ts';

/** Every configuration of the matrix on one server; MATRIX=full takes the whole product. */
export function testMatrix(webServer: WebServer): void {
  const limits = findTarget(webServer.name)?.limits ?? [];
  describeWebServer(webServer, 'answers as route() says', () => {
    it.each(configurations(process.env.MATRIX === 'full'))('$label', async (configuration) => {
      const tally = await runConfiguration(configuration, webServer, limits);

      expect(tally.wrong).toEqual([]);
      expect(tally.right).toBeGreaterThanOrEqual(75);
    });
  });
}
