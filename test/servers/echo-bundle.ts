import { build } from 'esbuild';
import type { Workspace } from '../../src/live/workspace.ts';

/** Bundles the echo responder into one file that the installed node runs as a worker on fd 0. */
export async function echoBundle(workspace: Workspace): Promise<string> {
  const outfile = workspace.path('echo.mjs');
  await build({
    entryPoints: ['src/live/echo-main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return outfile;
}
