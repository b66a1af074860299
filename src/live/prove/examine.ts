import type { Deployment } from '../../core/model.ts';
import type { Target } from '../../core/target.ts';
import type { RenderOptions } from '../../deploygen.ts';
import { NoResponse } from '../http.ts';
import { observe } from '../observe.ts';
import { type Stage, startStage } from '../stage.ts';
import type { WebServer } from '../web-server.ts';
import { createWorkspace } from '../workspace.ts';
import type { Probe } from './probe.ts';
import { type ProbeOptions, probes } from './probes.ts';
import { relocate } from './relocate.ts';
import { type Finding, find } from './verdict.ts';

export interface ExamineOptions extends ProbeOptions, Pick<RenderOptions, 'templates'> {
  /** Called before each request. */
  readonly onProgress: (done: number, all: number) => void;
}

/** Serves a deployment with a real web server and asks it everything. */
export async function examine(
  deployment: Deployment,
  { target, webServer }: { readonly target: Target; readonly webServer: WebServer },
  options: ExamineOptions,
): Promise<readonly Finding[]> {
  await using workspace = await createWorkspace();
  const moved = await relocate(deployment, workspace);
  const { onProgress, random, seed, ...rendering } = options;
  await using stage = await startStage(moved, webServer, { workspace, ...rendering });
  const asked = probes(moved, { random, seed });
  const findings: Finding[] = [];
  for (const probe of asked) {
    onProgress(findings.length, asked.length);
    findings.push(await find(moved, target, { probe, observed: await observed(stage, probe) }));
  }
  return findings;
}

/** A connection that is closed without an answer is an answer of a kind: status 0. */
async function observed({ client }: Stage, { request }: Probe) {
  try {
    return await observe(client, request);
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error;
    return { status: 0, location: null, body: '', application: null };
  }
}
