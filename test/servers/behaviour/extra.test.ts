import { describe, expect, it } from 'vitest';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { needs } from '../needs.ts';
import { renderedFiles } from '../rendered-files.ts';
import { staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

/** A header from each position, and what the server needs for it. */
const EXTRA = {
  nginx: {
    http: 'map $request_method $deploy_test {\n  default "a;}b";\n}\n',
    server: 'add_header X-Server $deploy_test;\nlocation = /health {\n  return 204;\n}\n',
    location: 'add_header X-Server $deploy_test;\nadd_header X-Location here;\n',
  },
  apache: {
    server:
      'LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so\nDefine test "a;}b"\n',
    vhost:
      'Header always set X-Server "${test}"\n<LocationMatch "^/health\\z">\n  Redirect 204\n</LocationMatch>\n',
    location: 'Header always set X-Location \\\n    "here"\n',
  },
  lighttpd: {
    server:
      'var.test = "a;}b"\n$HTTP["url"] == "/health" {\n  setenv.add-response-header = ("X-Server" => var.test)\n}\n',
    application:
      'setenv.add-response-header = (\n  "X-Location" => "here", # }\n  "X-Server" => var.test\n)\n',
  },
} as const;

describeWebServers('puts raw text where it belongs', (webServer) => {
  it.each(['redirect', 'slash'])('with bare_mount: %s', async (bareMount) => {
    await using stage = await staged(webServer, () => ({ bare_mount: bareMount, extra: EXTRA }));
    const ask = (target: string) => askHttp(stage.server.address, target);

    const answer = await ask('/app/a');
    expect([answer.status, headerOf(answer, 'X-Location')]).toEqual([200, 'here']);
    expect(headerOf(answer, 'X-Server')).toBe('a;}b');
    const bare = await ask('/app');
    // Apache's <LocationMatch> has the bare mount in it.
    const isCovered = bareMount === 'slash' || webServer.name === 'apache';
    expect(headerOf(bare, 'X-Location')).toBe(isCovered ? 'here' : null);
    const health = await ask('/health');
    expect(headerOf(health, 'X-Server')).toBe('a;}b');
    expect(headerOf(health, 'X-Location')).toBe(null);
  });
});

const PROCESS = {
  name: 'shop',
  socket: 'unix:/run/app.sock',
  user: 'daemon',
  command: ['/usr/bin/true'],
  extra: {
    systemd: {
      unit: 'Documentation=https://example.org/shop',
      service: 'Nice=5\nRestartSec=7\nExecStartPre=/bin/echo \\\n# words\n    "a b"\n',
      socket: 'FreeBind=yes',
    },
    supervisor: { program: '; words\ndirectory=/usr\npriority=7\n' },
  },
};

describe.runIf(needs('systemd-analyze'))('raw text for systemd', () => {
  it('is accepted by systemd-analyze verify', async () => {
    await using workspace = await createWorkspace();
    for (const [name, text] of Object.entries(renderedFiles(PROCESS, 'systemd'))) {
      await workspace.write(name, text);
    }
    const units = ['shop.socket', 'shop@1.service'].map((name) => workspace.path(name));
    await workspace.write(
      'shop@1.service',
      renderedFiles(PROCESS, 'systemd')['shop@.service'] ?? '',
    );
    const { code, stdout, stderr } = await runProgram(['systemd-analyze', 'verify', ...units]);

    expect([stdout, stderr, code]).toEqual(['', '', 0]);
  });
});

describe.runIf(needs('supervisord'))('raw text for supervisor', () => {
  it('is read with the settings around it', async () => {
    await using workspace = await createWorkspace();
    const text = renderedFiles(PROCESS, 'supervisor')['shop.supervisor.conf'] ?? '';
    const file = await workspace.write(
      'shop.conf',
      text.replaceAll('/var/log/supervisor/', `${workspace.directory}/`),
    );
    const script = 'test/servers/fixtures/supervisor-parse.py';
    const { code, stdout, stderr } = await runProgram(['/usr/bin/python3', script, file]);

    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject([
      { name: 'shop_00', socket: 'unix:///run/app.sock', directory: '/usr' },
    ]);
  });
});
