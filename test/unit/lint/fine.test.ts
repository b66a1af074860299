import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../src/core/model.ts';
import type { Layout, Target } from '../../../src/core/target.ts';
import { load, render } from '../../../src/deploygen.ts';
import { lint } from '../../../src/lint.ts';
import { pretty } from '../../../src/report/pretty.ts';
import { targets } from '../../../src/targets/index.ts';
import { fineFiles } from '../../fine-files.ts';

it.each(fineFiles)('%s has neither errors nor warnings', (path) => {
  const source = readFileSync(path, 'utf8');
  const found = lint(source, path).filter(({ severity }) => severity !== 'note');

  expect(pretty(found, new Map([[path, source]]))).toBe('');
});

it('finds nothing in at least thirty real applications', () => {
  expect(fineFiles.filter((path) => path.startsWith('test/fine/')).length).toBeGreaterThanOrEqual(
    30,
  );
});

/** Fields that a target says it can't honour. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  nginx: [],
  apache: ['"limits.header_buffer"', '"limits.send_timeout"', '"retry: idempotent"'],
  lighttpd: [
    '"limits.header_buffer"',
    '"retry: idempotent"',
    'DOCUMENT_ROOT beside',
    'Retry-After',
  ],
  supervisor: ['"environment_file"', '"group"', '"hardening"'],
  systemd: [],
  'spawn-fcgi': ['"environment_file"', '"hardening"'],
  gunicorn: ['"command"', '"environment_file"', '"hardening"', '"app: ', 'protocol "fastcgi"'],
  flup: ['"command"', '"app: ', '"directory"', '"max_requests"', 'interpreter'],
  'php-fpm': ['"command"', '"environment_file"', '"hardening"', '"umask"', '"app: '],
  uwsgi: ['"command"', '"environment_file"', '"hardening"', '"app: '],
  sysv: ['"environment_file"', '"hardening"'],
  runit: ['"environment_file"', '"hardening"'],
  s6: ['"environment_file"', '"hardening"'],
  screen: ['"environment_file"', '"hardening"'],
  procfile: ['"environment_file"', '"hardening"'],
  monit: ['"environment_file"', '"hardening"'],
};

/** What is said of a site's own fields where its fragment is asked for. */
const OF_SITES = ['is no part of a fragment'];

/** What is said of an app of gunicorn by what cannot start it. */
const OF_GUNICORN = ['protocol "http"', '"app: gunicorn"'];

describe.each(targets)('$name', (target) => {
  it.each(fineFiles)('renders %s, or says which field it lacks', (path) => {
    const loaded = load(readFileSync(path, 'utf8'), path);
    if (!loaded.ok) throw new Error(`${path} was linted above`);

    for (const layout of layoutsFor(target, loaded.deployment)) {
      const rendering = render(loaded.deployment, target.name, {
        layout,
        stateDirectory: '/srv/state',
      });
      const problems = rendering.ok ? [] : rendering.diagnostics.map(({ message }) => message);
      const expected = [
        ...(REFUSED[target.name] ?? []),
        ...(layout === 'fragment' ? OF_SITES : []),
        ...(target.side === 'process' ? OF_GUNICORN : []),
      ];
      const others = problems.filter((problem) => !expected.some((one) => problem.includes(one)));
      expect(others).toEqual([]);
    }
  });
});

/** Process targets have one shape, and want a user, and something to start. */
function layoutsFor({ layouts, side }: Target, deployment: Deployment): readonly Layout[] {
  const { applications, hosts } = deployment;
  if (side === 'web') return layouts.filter((layout) => layout !== 'site' || hosts.length > 0);
  const isStarted = applications.every(
    ({ user, command, app }) => user !== null && (command ?? app) !== null,
  );
  return isStarted ? ['fragment'] : [];
}
