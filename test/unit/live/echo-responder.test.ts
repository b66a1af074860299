import { createHash } from 'node:crypto';
import { linkSync } from 'node:fs';
import { createServer } from 'node:net';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoHandler, readEcho } from '../../../src/live/echo-responder.ts';
import { askFastcgi } from '../../../src/live/fastcgi/client.ts';
import { type Responder, startResponder } from '../../../src/live/fastcgi/responder.ts';
import { startProgram } from '../../../src/live/program.ts';
import type { SocketAddress } from '../../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';

let workspace: Workspace;
let responder: Responder;
let address: SocketAddress;

beforeAll(async () => {
  workspace = await createWorkspace();
  address = { kind: 'unix', path: workspace.path('echo.sock') };
  responder = await startResponder(echoHandler(), address);
  await build({
    entryPoints: ['src/live/echo-main.ts'],
    outfile: workspace.path('echo.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
});

afterAll(async () => {
  await responder.stop();
  await workspace.dispose();
});

describe('the echo responder', () => {
  it('tells what reached it', async () => {
    const parameters = [
      ['PATH_INFO', '/\xff\n'],
      ['A', '1'],
      ['A', '2'],
    ] as const;
    const stdin = Buffer.from('input');
    const before = readEcho((await ask('')).body).executions;
    const { stdout } = await askFastcgi(address, { parameters, stdin });
    expect(readEcho(split(stdout).body)).toEqual({
      params: parameters,
      stdinLength: 5,
      stdinSha256: createHash('sha256').update(stdin).digest('hex'),
      pid: process.pid,
      executions: before + 1,
    });
  });

  it.each([
    [
      'dg=status:503',
      /^Status: 503\r\nContent-Type: application\/json\r\nContent-Length: \d+$/,
      /^\{/,
    ],
    ['dg=header-only', /Content-Length: 0$/, /^$/],
    [
      'a=b&dg=stream:3:1',
      /^Status: 200\r\nContent-Type: text\/plain$/,
      /^piece 1\npiece 2\npiece 3\n$/,
    ],
    ['dg=size:70000', /Content-Length: 70000$/, /^x{70000}$/],
    ['dg=size:5&dg=no-length', /plain$/, /^x{5}$/],
    ['dg=big-headers', /X-Big: x{16384}$/, /^\{/],
    ['dg=header:X-A:b:c&dg=status:201', /^Status: 201\r\n.*\r\nX-A: b:c$/s, /^\{/],
  ])('answers %s as it wishes', async (query, head, body) => {
    const answer = await ask(query);
    expect(answer.head).toMatch(head);
    expect(answer.body.toString()).toMatch(body);
    expect(answer.end).toEqual({ appStatus: 0, protocolStatus: 0 });
  });

  it('dies before or in the middle of the body', async () => {
    expect(await ask('dg=die')).toMatchObject({ head: '', end: null });
    const { head, body, end } = await ask('dg=die-midbody&dg=size:10');
    expect([head.includes('Content-Length: 10'), body.length, end]).toEqual([true, 5, null]);
    expect((await ask('dg=die-midbody&dg=stream:4:1')).body.toString()).toBe('piece 1\npiece 2\n');
  });

  it('says nothing at all, or something on stderr', async () => {
    const { stdout, end } = await ask('dg=empty');
    expect([stdout.length, end?.appStatus]).toEqual([0, 0]);
    expect((await ask('dg=stderr:oops')).stderr.toString()).toBe('oops');
    expect((await ask('dg=nonsense')).stderr.toString()).toMatch('no behaviour "nonsense"');
  });
});

describe('the echo worker', () => {
  it('serves an address, finishes what is in progress on SIGTERM, and leaves', async () => {
    const path = workspace.path('worker.sock');
    const worker = await startWorker([path]);
    const warm = await askFastcgi({ kind: 'unix', path }, { parameters: [] });
    expect(readEcho(split(warm.stdout).body).pid).toBe(worker.pid);

    const parameters = [['QUERY_STRING', 'dg=slow:300']] as const;
    const inProgress = askFastcgi({ kind: 'unix', path }, { parameters });
    // Connections are accepted in order: once this one is answered, the slow one is accepted.
    await askFastcgi({ kind: 'unix', path }, { parameters: [] });
    const stopped = worker.stop();

    expect((await inProgress).end?.appStatus).toBe(0);
    expect(await stopped).toEqual({ code: 0, signal: null });
  });

  it('takes over the socket file of a worker that was killed', async () => {
    const path = workspace.path('killed.sock');
    const first = await startWorker([path]);
    await first.stop({ signal: 'SIGKILL' });
    await using _ = await startWorker([path]);
    expect((await askFastcgi({ kind: 'unix', path }, { parameters: [] })).end).not.toBeNull();
  });

  it.each(['unix', 'tcp'] as const)('serves an inherited %s socket', async (kind) => {
    const server = createServer();
    const path = workspace.path('inherited.sock');
    await new Promise<void>((resolve) => {
      server.listen(kind === 'unix' ? { path } : { host: '::1', port: 0 }, resolve);
    });
    const at = server.address();
    const port = typeof at === 'object' && at !== null ? at.port : 0;
    // Node removes the file of a unix socket when it closes its own descriptor.
    if (kind === 'unix') linkSync(path, `${path}.kept`);
    const worker = await startWorker([], fdOf(server));
    server.close();

    const where: SocketAddress =
      kind === 'unix' ? { kind, path: `${path}.kept` } : { kind, host: '::1', port };
    const { stdout } = await askFastcgi(where, { parameters: [] });
    expect(readEcho(split(stdout).body).pid).toBe(worker.pid);
    expect(await worker.stop()).toEqual({ code: 0, signal: null });
  });
});

async function ask(query: string) {
  const answer = await askFastcgi(address, { parameters: [['QUERY_STRING', query]] });
  return { ...answer, ...split(answer.stdout) };
}

function split(stdout: Buffer): { readonly head: string; readonly body: Buffer } {
  const end = stdout.indexOf('\r\n\r\n');
  if (end < 0) return { head: '', body: stdout };
  return { head: stdout.toString('latin1', 0, end), body: stdout.subarray(end + 4) };
}

function startWorker(args: readonly string[], stdin?: number) {
  return startProgram({
    command: [process.execPath, workspace.path('echo.mjs'), ...args],
    ready: { kind: 'prints', text: 'echo ready' },
    ...(stdin !== undefined && { stdin }),
  });
}

/** The descriptor of a listening socket, which Node tells nobody. */
function fdOf(server: object): number {
  const { _handle: handle } = server as { _handle: { fd: number } };
  return handle.fd;
}
