import { chmod, mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { logReader } from '../../../src/doctor/log/explain-log.ts';
import { apache } from '../../../src/live/apache.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp } from '../../../src/live/http.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { needs } from '../needs.ts';
import { until } from '../until.ts';

const MODULES = '/usr/lib/apache2/modules';

describe.runIf(needs('apache2', 'mod_fcgid', 'root'))('mod_fcgid says', () => {
  it.each([
    ['ends before it answers', 'app/exits.fcgi', 'process-not-started'],
    ['is not executable', 'app/plain.fcgi', 'process-not-started'],
    ['has a line end of Windows after its interpreter', 'app/crlf.fcgi', 'process-not-started'],
    ['takes no request from its standard input', 'app/deaf.fcgi', 'timed-out'],
    ['may not run in its folder', 'closed/exits.fcgi', 'not-executable-here'],
  ])('that an application %s', async (_, path, cause) => {
    await using workspace = await createWorkspace();
    for (const folder of ['app', 'closed', 'sockets']) {
      await mkdir(workspace.path(folder));
      await chmod(workspace.path(folder), 0o777);
    }
    for (const folder of ['app', 'closed']) {
      await workspace.write(`${folder}/exits.fcgi`, '#!/bin/sh\nexit 3\n', 0o755);
      await workspace.write(`${folder}/plain.fcgi`, '#!/bin/sh\nexit 3\n', 0o644);
      await workspace.write(`${folder}/crlf.fcgi`, '#!/bin/sh\r\nexit 3\n', 0o755);
      await workspace.write(`${folder}/deaf.fcgi`, '#!/bin/sh\nexec sleep 60\n', 0o755);
    }
    const listen = { host: '127.0.0.1', port: await freePort() };
    const text = `ServerName localhost
Listen ${listen.host}:${listen.port}
LoadModule mpm_event_module ${MODULES}/mod_mpm_event.so
LoadModule authz_core_module ${MODULES}/mod_authz_core.so
LoadModule fcgid_module ${MODULES}/mod_fcgid.so
User www-data
Group www-data
PidFile ${workspace.path('apache.pid')}
ErrorLog ${workspace.path('error.log')}
LogLevel warn fcgid:info
FcgidIPCDir ${workspace.path('sockets')}
FcgidProcessTableFile ${workspace.path('processes')}
FcgidIOTimeout 1
DocumentRoot ${workspace.directory}
<Directory ${workspace.directory}>
  Require all granted
  SetHandler fcgid-script
</Directory>
<Directory ${workspace.path('app')}>
  Options +ExecCGI
</Directory>
`;
    await using server = await apache.start(text, workspace, listen);

    await askHttp(server.address, `/${path}`);

    const codes = await until(async () => {
      const reader = logReader();
      for (const line of (await server.errorLog()).split('\n')) reader.add(line);
      const { findings } = reader.end();
      return findings.length > 0 ? findings.map(({ code }) => code) : null;
    });
    // What follows is the end of the script, whatever it died of.
    expect(codes[0]).toBe(cause);
  });
});
