import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Application, Deployment, Socket, Static } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import { freePort } from '../free-port.ts';
import type { Workspace } from '../workspace.ts';
import { PROVER } from './prover.ts';
import { sampleFiles } from './sample-files.ts';

/**
 * The same deployment with every socket and file in a workspace, so that it can be served without a machine of its own: sockets
 * get new addresses of their kind, static folders stand below the workspace under their own path, with sample files in them, and
 * so do pages; files of passwords know one user.
 */
export async function relocate(deployment: Deployment, workspace: Workspace): Promise<Deployment> {
  const { applications } = await relocateSockets(deployment, workspace);
  const [first, ...others] = await Promise.all(
    applications.map(async (application) => ({
      ...application,
      statics: await Promise.all(application.statics.map((entry) => moveStatic(entry, workspace))),
      auth: await moveAuth(application, workspace),
      maintenance: await moveMaintenance(application, workspace),
    })),
  );
  if (first === undefined) throw new TypeError('a deployment has an application');
  return { ...deployment, applications: [first, ...others] };
}

/** The same deployment with every socket in a workspace, or at a free port of loopback. */
export async function relocateSockets(
  deployment: Deployment,
  workspace: Workspace,
): Promise<Deployment> {
  const [first, ...others] = await Promise.all(
    deployment.applications.map(async (application, index) => ({
      ...application,
      sockets: await moveSockets(application, workspace, index),
    })),
  );
  if (first === undefined) throw new TypeError('a deployment has an application');
  return { ...deployment, applications: [first, ...others] };
}

async function moveSockets(
  { sockets: [first, ...others] }: Application,
  workspace: Workspace,
  index: number,
): Promise<Application['sockets']> {
  const move = async (placed: Placed<Socket>): Promise<Placed<Socket>> => {
    const socket = await moveSocket(placed.value, workspace.path(`${index}.sock`));
    return { ...placed, value: socket };
  };
  return [await move(first), ...(await Promise.all(others.map(move)))];
}

/** A short path: a workspace's is longer than that of /run, and servers have limits. */
async function moveSocket(socket: Socket, path: string): Promise<Socket> {
  if (socket.kind === 'unix') return { ...socket, path: derive(socket.path, () => path) };
  const host = socket.family === 'ipv6' ? '::1' : '127.0.0.1';
  const port = await freePort(host);
  return {
    ...socket,
    family: host === '::1' ? 'ipv6' : 'ipv4',
    host: derive(socket.host, () => host),
    port: derive(socket.port, () => port),
  };
}

async function moveAuth({ auth }: Application, workspace: Workspace): Promise<Application['auth']> {
  if (auth === null) return null;
  const path = await workspace.write(join('files', auth.file.value), PROVER.line);
  return { ...auth, file: derive(auth.file, () => path) };
}

async function moveMaintenance(
  { maintenance }: Application,
  workspace: Workspace,
): Promise<Application['maintenance']> {
  if (maintenance === null) return null;
  const path = await workspace.write(join('files', maintenance.page.value), 'back soon\n');
  return { ...maintenance, page: derive(maintenance.page, () => path) };
}

async function moveStatic(entry: Static, workspace: Workspace): Promise<Static> {
  const name = join('files', entry.path.value);
  if (entry.kind === 'file') {
    await workspace.write(name, 'the file\n');
  } else {
    await mkdir(workspace.path(name), { recursive: true });
    for (const [file, content] of Object.entries(sampleFiles)) {
      await workspace.write(join(name, file), content);
    }
  }
  const path = workspace.path(name);
  return { ...entry, path: derive(entry.path, () => path) };
}
