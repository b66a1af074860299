import { describe, expect, it } from 'vitest';
import { SMALL } from './descriptors.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const WRONG = `${SMALL}mout: /\n`;

describe('deploygen verify', () => {
  it('reports what cannot be rendered before it asks anybody', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': WRONG });
    const { status, stdout } = await runCli(['verify', '--format', 'json'], { cwd });

    expect(status).toBe(1);
    expect(JSON.parse(stdout).diagnostics).toMatchObject([{ code: 'schema-unknown-key' }]);
  });

  it.each<[string, readonly string[], string]>([
    ['no descriptor', ['verify', 'nowhere.yaml'], 'cannot read nowhere.yaml'],
    ['no target', ['verify', '--target', 'ngnix'], 'no target "ngnix"'],
  ])('could not run with %s', async (_, args, message) => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });
    const { status, stderr } = await runCli(args, { cwd });

    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
