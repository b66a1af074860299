import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type LogReport, logReader } from '../../../src/doctor/log/explain-log.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp, NoResponse } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { startProgram } from '../../../src/live/program.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { needs } from '../needs.ts';
import { staged } from '../staged.ts';
import { until } from '../until.ts';
import { describeWebServers } from '../web-servers.ts';
import { failures } from './failures.ts';

describeWebServers('writes a log', (webServer) => {
  it.each(failures)('in which $name', async ({ logs, fields, handler, befall }) => {
    const expected = logs[webServer.name];
    await using stage = await staged(
      asWebUser(webServer),
      () => fields?.() ?? {},
      handler === undefined ? {} : { handler },
    );
    // lighttpd listens before it has opened its log, which may be in a folder that is going to be closed.
    await askHttp(stage.server.address, '/elsewhere');
    await using _ = (await befall?.(stage.workspace.path('app.sock'), stage)) ?? null;

    // Where nothing is written, it may be that nothing is answered.
    const timeoutMilliseconds = expected === null ? 5000 : 60_000;
    await askHttp(stage.server.address, '/app/x', { timeoutMilliseconds }).catch((error) => {
      if (!(error instanceof NoResponse)) throw error;
    });

    const report =
      expected === null
        ? explained(await stage.server.errorLog())
        : await until(async () => {
            const read = explained(await stage.server.errorLog());
            return read.findings.length > 0 ? read : null;
          });
    const codes = [...new Set(report.findings.map(({ code }) => code))];
    const last = expected === 'exception' && webServer.name === 'nginx' ? ['no-output'] : [];
    expect(codes).toEqual(expected === null ? [] : [expected, ...last]);
    expect(report.unknown).toEqual({ count: 0, first: [] });
  });

  it('in which an exception is told by its last line', async () => {
    const failure = failures.find(({ cause }) => cause === 'exception');
    await using stage = await staged(
      webServer,
      () => ({}),
      failure?.handler === undefined ? {} : { handler: failure.handler },
    );

    await askHttp(stage.server.address, '/app/x');

    const [finding] = await until(async () => {
      const { findings } = explained(await stage.server.errorLog());
      return findings.length > 0 ? findings : null;
    });
    expect(finding?.what).toContain('"ValueError: no such thing"');
  });

  it('in which nothing is wrong', async () => {
    await using stage = await staged(webServer, () => ({}));

    await askHttp(stage.server.address, '/app/x');
    await stage.server.stop();

    const { findings, unknown } = explained(await stage.server.errorLog());
    expect(findings).toEqual([]);
    expect(unknown.first).toEqual([]);
  });
});

describe.runIf(needs('lighttpd'))('lighttpd says', () => {
  it.each([
    ['ends', 0o755],
    ['is not executable', 0o644],
  ])('that a program which it starts itself (bin-path) %s', async (_, mode) => {
    await using workspace = await createWorkspace();
    const program = await workspace.write('app.fcgi', '#!/bin/sh\nexit 3\n', mode);
    const file = await workspace.write(
      'lighttpd.conf',
      `server.document-root = "/dev/null"
server.bind = "127.0.0.1"
server.port = ${await freePort()}
server.modules = ("mod_fastcgi")
fastcgi.server = ("/" => ((
  "bin-path" => "${program}", "socket" => "${workspace.path('own.sock')}",
  "max-procs" => 1, "check-local" => "disable"
)))
`,
    );

    await using server = await startProgram({
      command: ['lighttpd', '-D', '-f', file],
      ready: { kind: 'started' },
    });

    const findings = await until(() => {
      const found = explained(server.stderr()).findings;
      return found.length > 0 ? found : null;
    });
    expect(findings.map(({ code }) => code)).toEqual(['process-not-started']);
  });
});

function explained(log: string): LogReport {
  const reader = logReader();
  for (const line of log.split('\n')) reader.add(line);
  return reader.end();
}

/** The others leave root on their own; the standalone configuration of lighttpd is for an ordinary user. */
function asWebUser(webServer: WebServer): WebServer {
  if (webServer !== lighttpd || process.getuid?.() !== 0) return webServer;
  return {
    ...lighttpd,
    async start(text, workspace, listen) {
      await chmod(workspace.directory, 0o777);
      return lighttpd.start(`${text}\nserver.username = "www-data"\n`, workspace, listen);
    },
  };
}
