import { constants } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import type { FileStatus, Host } from '../../doctor/host/host.ts';
import { findAccount } from '../find-account.ts';
import { findGroups } from '../find-groups.ts';
import { askHttp, headerOf, NoResponse } from '../http.ts';
import { askSocket } from './ask-socket.ts';
import { lighttpdModules } from './lighttpd-modules.ts';
import { programs, unit } from './managers.ts';
import { tryConnection } from './try-connection.ts';

/** The machine that this process runs on. */
export const thisHost: Host = {
  isRoot: process.getuid?.() === 0,
  status,
  head,
  read: (path) => unlessDenied(readFile(path, 'utf8')),

  async account(name) {
    const account = await findAccount(name);
    if (account === null) return null;
    return { name, uid: account.uid, groups: [account.gid, ...(await findGroups(name))] };
  },

  unit,
  programs,
  lighttpdModules,
  connect: tryConnection,
  ask: askSocket,

  async askWeb({ host, port, isTls, name, target }) {
    try {
      const response = await askHttp(
        { kind: 'tcp', host, port },
        { target, headers: [`Host: ${name}`, 'Connection: close'] },
        isTls ? { tls: { servername: name, trustAnything: true } } : {},
      );
      const server = headerOf(response, 'Server') ?? '';
      const headerNames = response.headers.map(([name]) => name.toLowerCase());
      return { kind: 'answer', status: response.status, server, headerNames };
    } catch (error) {
      if (!(error instanceof NoResponse)) throw error;
      return { kind: 'none', message: error.message };
    }
  },
};

async function status(path: string): Promise<FileStatus | 'missing' | 'unseen'> {
  try {
    const { mode, uid, gid } = await stat(path);
    return { kind: KINDS.get(mode & constants.S_IFMT) ?? 'other', uid, gid, mode: mode & 0o7777 };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return 'missing';
    if (code === 'EACCES') return 'unseen';
    throw error;
  }
}

const KINDS = new Map([
  [constants.S_IFDIR, 'folder'],
  [constants.S_IFREG, 'file'],
  [constants.S_IFSOCK, 'socket'],
] as const);

/** As much as the kernel reads of a first line, and a little more. */
async function head(path: string): Promise<string | null> {
  const file = await unlessDenied(open(path, 'r'));
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function unlessDenied<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (['EACCES', 'ENOENT'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
