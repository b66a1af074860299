import { readFile } from 'node:fs/promises';
import { runProgram } from '../../../src/live/run-program.ts';
import type { Workspace } from '../../../src/live/workspace.ts';

/** Files of a certificate that an intermediate one has signed, as those of public authorities are. */
export interface Chain {
  /** What clients trust. */
  readonly root: string;
  /** The site's certificate. */
  readonly alone: string;
  /** With the intermediate one. */
  readonly whole: string;
  readonly key: string;
}

/** A chain for a name and those below it, good for a day. */
export async function makeChain(workspace: Workspace, name: string): Promise<Chain> {
  const root = await sign(workspace, 'root', ['basicConstraints=critical,CA:TRUE']);
  const between = await sign(workspace, 'between', ['basicConstraints=critical,CA:TRUE'], root);
  const names = `subjectAltName=DNS:*.${name}`;
  const own = await sign(workspace, 'own', ['basicConstraints=CA:FALSE', names], between);
  const parts = await Promise.all(
    [own.certificate, between.certificate].map((file) => readFile(file, 'utf8')),
  );
  return {
    root: root.certificate,
    alone: own.certificate,
    whole: await workspace.write('whole.pem', parts.join('')),
    key: own.key,
  };
}

interface Signed {
  readonly certificate: string;
  readonly key: string;
}

async function sign(
  workspace: Workspace,
  name: string,
  extensions: readonly string[],
  by: Signed | null = null,
): Promise<Signed> {
  const [certificate, key] = [workspace.path(`${name}.pem`), workspace.path(`${name}.key`)];
  const signer = by === null ? [] : ['-CA', by.certificate, '-CAkey', by.key];
  const subject = ['-subj', `/CN=${name}`, ...extensions.flatMap((one) => ['-addext', one])];
  const kind = ['-newkey', 'rsa:2048', '-nodes', '-days', '1', ...signer];
  const files = ['-out', certificate, '-keyout', key];
  const { code, stderr } = await runProgram([
    ...(['openssl', 'req', '-x509'] as const),
    ...[...subject, ...kind, ...files],
  ]);
  if (code !== 0) throw new Error(stderr);
  return { certificate, key };
}
