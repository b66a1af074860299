/** Serves examples/flask for real, on loopback: `npm run demo`, `npm run demo -- apache`. With --once it asks one page and ends. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { render } from '../src/deploygen.ts';
import { apache } from '../src/live/apache.ts';
import { freePort } from '../src/live/free-port.ts';
import { askHttp } from '../src/live/http.ts';
import { lighttpd } from '../src/live/lighttpd.ts';
import { nginx } from '../src/live/nginx.ts';
import { startWorkers } from '../src/live/start-workers.ts';
import type { WebServer } from '../src/live/web-server.ts';
import { createWorkspace } from '../src/live/workspace.ts';
import { missingPackages } from './demo/missing-packages.ts';
import { stageExample } from './demo/stage-example.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { once: { type: 'boolean', default: false } },
});
const [name = 'nginx'] = positionals;
const webServer = [nginx, apache, lighttpd].find((server) => server.name === name);
const missing = webServer === undefined ? [] : missingPackages(webServer);
if (webServer === undefined) {
  console.error(`demo: no web server "${name}": use nginx, apache or lighttpd`);
  process.exitCode = 2;
} else if (missing.length > 0) {
  console.error(`demo: not installed: ${missing.join(', ')}. This line installs them:`);
  console.error(`    sudo sh scripts/install-servers.sh ${missing.join(' ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = await serve(webServer, interruption());
}

async function serve(webServer: WebServer, interrupted: Promise<null>): Promise<number> {
  await using workspace = await createWorkspace();
  const deployment = await stageExample('flask', workspace);
  const [application] = deployment.applications;
  const listen = { host: '127.0.0.1', port: await freePort() };
  const stateDirectory = workspace.directory;
  const rendering = render(deployment, webServer.name, {
    layout: 'standalone',
    listen,
    stateDirectory,
  });
  if (!rendering.ok) throw new Error(rendering.diagnostics.map(({ message }) => message).join());
  await using workers = await startWorkers(application);
  const text = rendering.files.map((file) => file.text).join('');
  await using server = await webServer.start(text, workspace, listen);
  const printed = async () => (await server.errorLog()) + workers.printed();

  const version = await webServer.version();
  console.log(
    `examples/flask behind ${webServer.name} ${version}: ${workers.count} workers, one socket.`,
  );
  console.log(`/srv/shop is a copy of it and /run/shop a folder, both in ${stateDirectory}.`);
  const page = `${application.mount.value}/`;
  const url = `http://${listen.host}:${listen.port}${page}`;
  const { status } = await askHttp(server.address, page);
  if (values.once || status !== 200) {
    console.log(`GET ${url} -> ${status}`);
    if (status === 200) return 0;
    console.error(await printed());
    return 1;
  }
  console.log(`\n    ${url}\n\nCtrl-C ends it and removes everything.`);
  const end = await Promise.race([interrupted, server.process.ended, workers.ended]);
  if (end === null) return 0;
  console.error(`demo: a process has ended\n${await printed()}`);
  return 1;
}

/** The first signal ends the demo; further ones, which npm and tsx may pass on, change nothing. */
async function interruption(): Promise<null> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, () => {});
  await Promise.race(signals.map((signal) => once(process, signal)));
  return null;
}
