import { readFile } from 'node:fs/promises';
import type { Answer } from '../../../src/core/answer.ts';
import { toByteString } from '../../../src/core/byte-string.ts';
import { type Excuse, judge } from '../../../src/core/judge.ts';
import type { Deployment } from '../../../src/core/model.ts';
import { owners } from '../../../src/core/owners.ts';
import { route } from '../../../src/core/route.ts';
import { load } from '../../../src/deploygen.ts';
import { corpus } from '../../../src/live/corpus.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { observe } from '../../../src/live/observe.ts';
import { type Stage, startStage } from '../../../src/live/stage.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import type { Configuration } from './configurations.ts';
import { writeSite } from './site.ts';

/** What became of a configuration's requests. */
export interface Tally {
  readonly right: number;
  readonly refused: number;
  /** Requests under a known limit, by its id. */
  readonly limits: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

/** Puts a configuration on a real server and judges its answer to every target of the corpus. */
export async function runConfiguration(
  configuration: Configuration,
  webServer: WebServer,
  limits: readonly Excuse[],
): Promise<Tally> {
  await using workspace = await createWorkspace();
  const deployment = toDeployment(
    configuration.describe({
      workspace,
      files: await writeSite(workspace),
      ipv4: [await freePort(), await freePort(), await freePort()],
      ipv6: [await freePort('::1')],
    }),
  );
  await using stage = await startStage(deployment, webServer, { workspace });
  // Not the promise: the stage would be gone before.
  return await judgeCorpus(stage, deployment, limits);
}

/** Judges the answers to every target of the corpus. */
export async function judgeCorpus(
  stage: Stage,
  deployment: Deployment,
  limits: readonly Excuse[],
): Promise<Tally> {
  const tally = {
    right: 0,
    refused: 0,
    limits: {} as Record<string, number>,
    wrong: [] as string[],
  };
  for (const { owner, label, target } of corpusOf(deployment)) {
    const request = { method: 'GET', target };
    const expected = route(deployment, request);
    const observed = await observe(stage.client, request);
    const content = await contentOf(expected);
    const verdict = judge({ request, expected, observed }, content, limits);
    if (verdict.kind === 'wrong') {
      tally.wrong.push(`${JSON.stringify(target)} (${label} of ${owner || '/'}): ${verdict.why}`);
    } else if (verdict.kind === 'limit') {
      tally.limits[verdict.id] = (tally.limits[verdict.id] ?? 0) + 1;
    } else tally[verdict.kind] += 1;
  }
  return tally;
}

export function toDeployment(descriptor: object): Deployment {
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  if (loaded.ok) return loaded.deployment;
  throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
}

/** What is asked of a deployment. */
export function corpusOf(deployment: Deployment) {
  const all = owners(deployment);
  return corpus({
    mounts: all.filter(({ kind }) => kind === 'application').map(({ url }) => url.value),
    statics: all.filter(({ kind }) => kind === 'static').map(({ url }) => url.value),
  });
}

async function contentOf(expected: Answer): Promise<string | null> {
  if (expected.kind !== 'file' || expected.path.includes('\0')) return null;
  try {
    const content = await readFile(Buffer.from(expected.path, 'latin1'));
    return expected.path.endsWith('/') ? null : toByteString(content.toString('utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(code))
      return null;
    throw error;
  }
}
