import { readFile } from 'node:fs/promises';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import type { Workspace } from '../workspace.ts';

/** A certificate and its key, for a check on a machine that does not have those of the descriptor; empty without openssl. */
export async function standInCertificate(workspace: Workspace): Promise<string> {
  const openssl = findProgram('openssl');
  if (openssl === null) return '';
  const key = workspace.path('stand-in.key');
  const certificate = workspace.path('stand-in.crt');
  const known = await readIfThere(certificate);
  if (known === null) {
    const subject = ['-subj', '/CN=localhost', '-days', '1'];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    await runProgram([
      openssl,
      'req',
      '-x509',
      ...kind,
      ...subject,
      '-keyout',
      key,
      '-out',
      certificate,
    ]);
  }
  return `${(await readIfThere(certificate)) ?? ''}${(await readIfThere(key)) ?? ''}`;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
