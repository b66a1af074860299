import { expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { gitlab } from '../../../src/report/gitlab.ts';
import { samples } from './samples.ts';

interface Issue {
  readonly fingerprint: string;
}

function issues(diagnostics: readonly Diagnostic[]): readonly Issue[] {
  return JSON.parse(gitlab(diagnostics));
}

it('describes each issue with its code, place and severity', () => {
  const [first, , third, last] = issues(samples);

  expect(first).toEqual({
    description: 'no-socket-in-tmp: socket "/tmp/100%,a.sock" is under /tmp',
    check_name: 'no-socket-in-tmp',
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    severity: 'minor',
    location: { path: 'deploy/my shop, 100%: #1?.yaml', lines: { begin: 2, end: 2 } },
  });
  expect(third).toMatchObject({ severity: 'major', location: { lines: { begin: 5, end: 9 } } });
  expect(last).toMatchObject({ severity: 'info' });
});

it('gives every issue a fingerprint of its own', () => {
  const fingerprints = issues(samples).map(({ fingerprint }) => fingerprint);

  expect(new Set(fingerprints).size).toBe(samples.length);
});

it('keeps fingerprints when lines move', () => {
  const moved = samples.map((sample) => ({
    ...sample,
    range: { start: { line: 70, column: 1 }, end: { line: 71, column: 1 } },
  }));

  expect(issues(moved).map(({ fingerprint }) => fingerprint)).toEqual(
    issues(samples).map(({ fingerprint }) => fingerprint),
  );
});

it('is an empty list without diagnostics', () => {
  expect(gitlab([])).toBe('[]\n');
});
