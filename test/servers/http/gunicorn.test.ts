import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { route } from '../../../src/core/route.ts';
import { type RunningProgram, startProgram } from '../../../src/live/program.ts';
import { startStage } from '../../../src/live/stage.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { findTarget } from '../../../src/targets/index.ts';
import { corpusOf, judgeCorpus, toDeployment } from '../matrix/run-configuration.ts';
import { needs } from '../needs.ts';
import { renderedFiles } from '../rendered-files.ts';
import { WEB_SERVERS } from '../web-servers.ts';

describe.runIf(needs('gunicorn', 'root', 'nginx', 'apache2', 'lighttpd')).each(['/', '/app'])(
  'gunicorn at %s',
  (mount) => {
    let workspace: Workspace;
    let gunicorn: RunningProgram;
    let descriptor: object;

    beforeAll(async () => {
      workspace = await createWorkspace();
      await workspace.write('app/shop.py', SHOP);
      descriptor = {
        ...{
          name: 'shop',
          mount,
          bare_mount: 'empty',
          user: 'nobody',
          group: 'nogroup',
          processes: 2,
        },
        socket: workspace.path('app.sock'),
        directory: workspace.path('app'),
        app: { kind: 'wsgi', server: 'gunicorn', module: 'shop:app' },
      };
      const files = renderedFiles(descriptor, 'gunicorn');
      const file = await workspace.write('settings.py', files['shop.gunicorn.py'] ?? '');
      gunicorn = await startProgram({
        command: ['gunicorn', '--config', file],
        ready: { kind: 'accepts', address: { kind: 'unix', path: workspace.path('app.sock') } },
      });
    });
    afterAll(async () => {
      await gunicorn.stop({ limitMilliseconds: 10_000 });
      await workspace.dispose();
    });

    it.each(WEB_SERVERS)('behind $name gets what route() says', async (webServer) => {
      const deployment = toDeployment(descriptor);
      await using own = await createWorkspace();
      await using stage = await startStage(deployment, webServer, {
        workspace: own,
        handler: null,
      });

      const limits = findTarget(webServer.name)?.limits ?? [];
      const tally = await judgeCorpus(stage, deployment, limits);

      expect(tally.wrong).toEqual([]);
      expect(tally.right).toBeGreaterThan(60);
    });
  },
);

describe.runIf(needs('gunicorn', 'root', 'nginx')).each(['/', '/app'])(
  'gunicorn at %s as systemd starts it',
  (mount) => {
    it('limit systemd-gunicorn-path: makes what explain says of a path that is not normalised', async () => {
      await using workspace = await createWorkspace();
      await workspace.write('shop.py', SHOP);
      const socket = workspace.path('app.sock');
      const descriptor = {
        ...{ name: 'shop', mount, bare_mount: 'empty', user: 'nobody', socket },
        app: { kind: 'wsgi', server: 'gunicorn', module: 'shop:app' },
      };
      const deployment = toDeployment(descriptor);
      const [application] = deployment.applications;
      const unit = renderedFiles(descriptor, 'systemd')['shop.service'] ?? '';
      const [program = '', ...rest] = /^ExecStart=(.*)/m.exec(unit)?.[1]?.split(' ') ?? [];
      await using _ = await startProgram({
        command: [program, '--chdir', workspace.directory, '--bind', `unix:${socket}`, ...rest],
        ready: { kind: 'accepts', address: { kind: 'unix', path: socket } },
      });
      const nginx = WEB_SERVERS.find(({ name }) => name === 'nginx');
      if (nginx === undefined) throw new TypeError('nginx is a web server');
      await using own = await createWorkspace();
      await using stage = await startStage(deployment, nginx, { workspace: own, handler: null });

      const limits = ['nginx', 'systemd'].flatMap((name) => findTarget(name)?.limits ?? []);
      const tally = await judgeCorpus(stage, deployment, limits);
      const misread = corpusOf(deployment).filter(({ target }) => {
        const answer = route(deployment, { method: 'GET', target });
        const isPassed = answer.kind === 'application' && answer.refusals.length === 0;
        return isPassed && findTarget('systemd')?.misreads?.(application, target) !== null;
      });

      expect(tally.wrong).toEqual([]);
      expect(tally.limits['systemd-gunicorn-path']).toBe(misread.length);
      expect(misread.length).toBeGreaterThan(20);
    });
  },
);

/** Tells what it was asked, in the words of the echo responder. */
const SHOP = `import json

def app(environ, start_response):
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    told['REQUEST_URI'] = told.pop('RAW_URI')
    told['REMOTE_ADDR'] = told['HTTP_X_FORWARDED_FOR']
    told['REQUEST_SCHEME'] = told.pop('wsgi.url_scheme')
    body = json.dumps({'params': list(told.items()), 'stdinLength': 0}).encode()
    start_response('200 OK', [
        ('Content-Length', str(len(body))),
        ('X-Deploygen-Application', 'shop'),
    ])
    return [body]
`;
