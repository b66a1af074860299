import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type LogReport, logReader } from '../../../src/doctor/log/explain-log.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { startProgram } from '../../../src/live/program.ts';
import { connectTo } from '../../../src/live/socket-address.ts';
import type { RunningWebServer } from '../../../src/live/web-server.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { needs } from '../needs.ts';
import { staged } from '../staged.ts';
import { until } from '../until.ts';
import { describeWebServers } from '../web-servers.ts';

describeWebServers('writes into its log', (webServer) => {
  it.runIf(needs('php-fpm8.2', 'root'))('that php-fpm does not find a script', async () => {
    await using stage = await staged(
      webServer,
      () => ({ params: { SCRIPT_FILENAME: '/dg-none/index.php' } }),
      { handler: null },
    );
    const socket = stage.workspace.path('app.sock');
    const file = await stage.workspace.write('fpm.conf', pool(socket, stage.workspace.path('log')));
    await using _ = await startProgram({
      command: ['php-fpm8.2', '--nodaemonize', '--fpm-config', file],
      ready: { kind: 'accepts', address: { kind: 'unix', path: socket } },
    });

    const { status } = await askHttp(stage.server.address, '/app/x');

    expect(status).toBe(404);
    expect(await codes(stage.server)).toEqual(['script-unknown']);
  });

  it('that a body is too large, unless it is Apache, which refuses without a word', async () => {
    await using stage = await staged(webServer, () => ({ limits: { body: '1k' } }));

    const { status } = await askHttp(stage.server.address, {
      method: 'POST',
      target: '/app/x',
      body: Buffer.alloc(5000),
    });

    expect(status).toBe(413);
    if (webServer.name === 'apache') {
      expect(explained(await stage.server.errorLog()).findings).toEqual([]);
    } else {
      expect(await codes(stage.server)).toEqual(['body-too-large']);
    }
  });
});

describe.runIf(needs('nginx'))('nginx writes into its log', () => {
  it('that it has no connection left', async () => {
    await using workspace = await createWorkspace();
    const listen = { host: '127.0.0.1', port: await freePort() };
    await using server = await nginx.start(
      `daemon off;
pid ${workspace.path('nginx.pid')};
error_log ${workspace.path('error.log')};
worker_processes 1;
events { worker_connections 8; }
http {
    access_log off;
    server { listen 127.0.0.1:${listen.port}; }
}
`,
      workspace,
      listen,
    );
    const clients: Socket[] = [];

    try {
      const { findings } = await until(async () => {
        const client = connectTo(server.address);
        clients.push(client);
        client.on('error', () => {});
        // nginx takes connections back on which it has read nothing yet, without a word.
        client.write('GET ');
        const report = explained(await server.errorLog());
        return report.findings.length > 0 ? report : null;
      });

      expect(findings.map(({ code }) => code)).toEqual(['connections-exhausted']);
    } finally {
      for (const client of clients) client.destroy();
    }
  });
});

/** What the log of a server tells, as soon as it tells something. */
async function codes(server: RunningWebServer): Promise<readonly string[]> {
  const { findings } = await until(async () => {
    const report = explained(await server.errorLog());
    return report.findings.length > 0 ? report : null;
  });
  return findings.map(({ code }) => code);
}

function explained(log: string): LogReport {
  const reader = logReader();
  for (const line of log.split('\n')) reader.add(line);
  return reader.end();
}

function pool(socket: string, log: string): string {
  return `[global]
error_log = ${log}
[www]
user = nobody
group = nogroup
listen = ${socket}
listen.mode = 0666
pm = static
pm.max_children = 1
`;
}
