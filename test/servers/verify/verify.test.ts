import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { load, render } from '../../../src/deploygen.ts';
import { verifiers } from '../../../src/live/verify/verifiers.ts';
import { verify } from '../../../src/live/verify/verify.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { fineFiles } from '../../fine-files.ts';
import { startedLines } from '../../served-app.ts';
import { needs } from '../needs.ts';
import { faults } from './faults.ts';

it('plants at least thirty faults, some for every program that can check', () => {
  expect(faults.length).toBeGreaterThanOrEqual(30);
  for (const { target } of verifiers) {
    expect(faults.filter((fault) => fault.target === target).length).toBeGreaterThanOrEqual(5);
  }
});

describe.each(verifiers)('deploygen verify for $target', (verifier) => {
  describe.runIf(
    needs(verifier.needs === 'systemd' ? 'systemd-analyze' : programOf(verifier.target)),
  )('finds', () => {
    const own = faults.filter(({ target }) => target === verifier.target);

    it.each(own)('$position: $text', async ({ target, position, text, says }) => {
      const source = `name: shop
socket: unix:/run/shop/app.sock
user: shop
${startedLines(target)}extra:
  ${target}:
    ${position}: |
${text.replace(/^/gm, '      ')}
`;
      const found = await errorsOf(source, target);

      expect(found).not.toEqual([]);
      expect(found.map(({ message }) => message).join('\n')).toMatch(says);
      const [{ code, range } = { code: '', range: null }] = found;
      expect(code).toBe('verify-refused');
      const first = source.split('\n').findIndex((line) => line.startsWith('    ')) + 2;
      const last = first - 1 + text.split('\n').length;
      expect(range?.start.line).toBeGreaterThanOrEqual(first);
      expect(range?.start.line).toBeLessThanOrEqual(last);
    });

    it.each(fineFiles)('nothing in %s, without the users and folders of that', async (path) => {
      const loaded = load(readFileSync(path, 'utf8'), path);
      if (!loaded.ok || !render(loaded.deployment, verifier.target).ok) return;
      const { diagnostics } = await verify(
        loaded.deployment,
        verifier,
        loaded.deployment.name.place,
      );

      expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
    });

    it('leaves nothing behind', async () => {
      await using workspace = await createWorkspace();
      vi.stubEnv('TMPDIR', workspace.directory);
      await errorsOf(
        `name: shop\nsocket: /run/a/a.sock\nuser: shop\n${startedLines(verifier.target)}`,
        verifier.target,
      );
      vi.unstubAllEnvs();

      expect(readdirSync(workspace.directory)).toEqual([]);
    });
  });
});

describe.runIf(needs('nginx'))('deploygen verify for nginx', () => {
  it('goes on without a host name, and says so', async () => {
    const source = 'name: shop\nsocket: ["nowhere.invalid:9000", "127.0.0.1:9001"]\n';
    const loaded = load(source, 'deploy.yaml');
    const nginx = verifiers.find(({ target }) => target === 'nginx');
    if (!loaded.ok || nginx === undefined) throw new Error('sound');
    const { diagnostics } = await verify(loaded.deployment, nginx, loaded.deployment.name.place);

    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'verify-lacks nginx was checked without the host name nowhere.invalid, which this machine lacks',
    ]);
  });
});

async function errorsOf(source: string, target: string): Promise<readonly Diagnostic[]> {
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  const verifier = verifiers.find((candidate) => candidate.target === target);
  if (verifier === undefined) throw new TypeError(`no check for ${target}`);
  const { diagnostics } = await verify(loaded.deployment, verifier, loaded.deployment.name.place);
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function programOf(target: string): string {
  const programs: Readonly<Record<string, string>> = {
    ...{ apache: 'apache2', supervisor: 'supervisord', 'php-fpm': 'php-fpm8.2' },
    ...{ sysv: 'dash', runit: 'dash', s6: 'dash', flup: 'python3', procfile: 'foreman' },
  };
  return programs[target] ?? target;
}
