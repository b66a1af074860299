import { describe, expect, it } from 'vitest';
import { corpus } from '../../../src/live/corpus.ts';
import { randomTargets } from '../../../src/live/random-targets.ts';

const mounts = ['', '/', '/app', '/a/b', '/my app', '/é', '/a.b+c(d)', '/日本', '/a$b', '/a%20b'];
const statics = ['/app/static/', '/favicon.ico', '/'];

describe('corpus', () => {
  it.each(mounts)('has at least 75 targets for the mount "%s"', (mount) => {
    const found = corpus({ mounts: [mount], statics: [] });
    expect(found.length).toBeGreaterThanOrEqual(75);
    expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
  });

  it('is the same each time, and has no target twice', () => {
    const found = corpus({ mounts, statics });
    expect(corpus({ mounts, statics })).toEqual(found);
    expect(new Set(found.map(({ target }) => target)).size).toBe(found.length);
  });

  it('spells a mount in many ways', () => {
    const found = new Map(
      corpus({ mounts: ['/my é'], statics: [] }).map(({ label, target }) => [label, target]),
    );
    expect(found.get('bare')).toBe('/my%20%C3%A9');
    expect(found.get('mount fully encoded')).toBe('/%6D%79%20%C3%A9/a%62c');
    expect(found.get('mount in lower-case hex')).toBe('/%6d%79%20%c3%a9/%c3%a9');
    expect(found.get('mount raw')).toBe('/my%20\xc3\xa9/\xc3\xa9');
    expect(found.get('look-alike: one byte short')).toBe('/my%20%C3/a');
    expect(found.get('out and in')).toBe('/my%20%C3%A9/../my%20%C3%A9/a');
    expect(found.get('absolute form')).toBe('http://host.example/my%20%C3%A9/a%20b?c=d');
  });

  it('probes static folders and files', () => {
    const targets = corpus({ mounts: [], statics }).map(({ target }) => target);
    expect(targets).toEqual(
      expect.arrayContaining([
        '/app/static/a.css',
        '/app/static',
        '/app/static../a',
        '/app/static-private/a',
        '/app/static/..%2fsecret',
        '/app/x/../static/a.css',
        '/favicon.ico',
        '/favicon.ico/a',
      ]),
    );
  });

  it.each([
    ['fixed', corpus({ mounts, statics })],
    ['random', randomTargets({ mounts, statics }, 1, 5000)],
  ])('has only targets that fit on a request line: %s', (_, targets) => {
    for (const { target } of targets) expect(target).toMatch(/^(?:\/|http:\/\/)[!-~\x80-\xff]*$/i);
  });
});

describe('random targets', () => {
  it('depend on the seed alone', () => {
    const targets = randomTargets({ mounts, statics }, 7, 200);
    expect(randomTargets({ mounts, statics }, 7, 200)).toEqual(targets);
    expect(randomTargets({ mounts, statics }, 8, 200)).not.toEqual(targets);
    expect(new Set(targets.map(({ target }) => target)).size).toBeGreaterThan(150);
  });
});
