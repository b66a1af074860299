import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/core/document.ts';
import { overlay } from '../../src/core/overlay.ts';
import { load } from '../../src/deploygen.ts';
import { lint } from '../../src/lint.ts';

/** RFC 7396, appendix A: the cases whose both sides are maps. */
const RFC_7396: readonly (readonly [string, string, string])[] = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

describe('overlay', () => {
  it.each(RFC_7396)('merges %s with %s to %s', (base, change, expected) => {
    const document = overlay(parse(base, 'a'), [{ document: parse(change, 'b'), at: [] }]);
    // What is null in the base goes when its map is changed: no field of a descriptor is null.
    const cleaned = JSON.parse(expected, (_, value: unknown) => value ?? undefined);

    expect(
      JSON.parse(JSON.stringify(document.value), (_, value: unknown) => value ?? undefined),
    ).toEqual(cleaned);
  });

  it('knows of every value which file it was written in', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.nat(9),
        fc.array(fc.nat(9), { maxLength: 2 }),
        tie('map'),
      ),
      map: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    }));
    const map = fc.dictionary(key, value, { maxKeys: 3 });
    fc.assert(
      fc.property(fc.array(map, { minLength: 1, maxLength: 3 }), (maps) => {
        // Each file has numbers of its own, so that a value says where it is from.
        const texts = maps.map((each, file) => JSON.stringify(tagged(each, file)));
        const [base = '{}', ...changes] = texts;
        const document = overlay(
          parse(base, '0'),
          changes.map((text, index) => ({ document: parse(text, String(index + 1)), at: [] })),
        );
        for (const [pointer, number] of leaves(document.value)) {
          const path = String(Math.floor(number / 10));
          expect(document.pathOf(pointer)).toBe(path);
          const { start, end } = document.locate(pointer);
          const written = texts[Number(path)]?.slice(start.column - 1, end.column - 1);
          expect(written).toBe(String(number));
        }
      }),
    );
  });
});

const SHOP = `name: shop
socket: unix:/run/shop/app.sock
limits:
  body: 1m
`;

describe('load with changes', () => {
  it.each<[string, string, { path: string; line: number; column: number }]>([
    ['a value of the overlay', 'limits: {body: 1x}', { path: 'prod.yaml', line: 1, column: 16 }],
    ['a key of the overlay', '# x\nlimit: 1', { path: 'prod.yaml', line: 2, column: 1 }],
    ['no YAML', 'a: "', { path: 'prod.yaml', line: 1, column: 5 }],
    ['no map', '[]', { path: 'prod.yaml', line: 1, column: 1 }],
    ['a key taken away', 'socket: null', { path: 'deploy.yaml', line: 1, column: 1 }],
  ])('blames %s in its file', (_, source, { path, line, column }) => {
    const loaded = load(SHOP, 'deploy.yaml', [{ kind: 'overlay', source, path: 'prod.yaml' }]);

    expect(loaded.ok ? [] : loaded.diagnostics).toMatchObject([
      { path, range: { start: { line, column } } },
    ]);
  });

  it.each<[string, { path: string; column: number }]>([
    ['limits.body=1x', { path: '--set limits.body', column: 13 }],
    ['limits={body: 1x}', { path: '--set limits', column: 15 }],
    ['nothing=1', { path: '--set nothing', column: 1 }],
    ['static."/a.ico"=b', { path: '--set static."/a.ico"', column: 17 }],
    ['environment.A=1', { path: '--set environment.A', column: 15 }],
    ['processes', { path: '--set processes', column: 1 }],
    ['=1', { path: '--set =1', column: 1 }],
  ])('blames --set %s', (text, { path, column }) => {
    const loaded = load(SHOP, 'deploy.yaml', [{ kind: 'set', text }]);

    expect(loaded.ok ? [] : loaded.diagnostics).toMatchObject([
      { path, range: { start: { line: 1, column } } },
    ]);
  });

  it('sets an item of a list', () => {
    const apps = 'apps:\n- {name: a, socket: /run/a, mount: /a}\n- {name: b, socket: /run/b}\n';
    const loaded = load(apps, 'deploy.yaml', [{ kind: 'set', text: 'apps.1.mount=/c' }]);
    const mounts = loaded.ok ? loaded.deployment.applications.map(({ mount }) => mount) : [];

    expect(mounts.map(({ value }) => value)).toEqual(['/a', '/c']);
    expect(mounts.map(({ place }) => place.path)).toEqual(['deploy.yaml', '--set apps.1.mount']);
  });

  it('lets a later change win, and --set be YAML', () => {
    const loaded = load(SHOP, 'deploy.yaml', [
      { kind: 'overlay', source: 'processes: 2\nmount: /a\n', path: 'a.yaml' },
      { kind: 'overlay', source: 'processes: 3\n', path: 'b.yaml' },
      { kind: 'set', text: 'environment={A: "1", B: x=y}' },
    ]);
    const application = loaded.ok ? loaded.deployment.applications[0] : null;

    expect(application?.processes.value).toBe(3);
    expect(application?.processes.place.path).toBe('b.yaml');
    expect(application?.mount.value).toBe('/a');
    expect(application?.environment.map(({ value }) => value.value)).toEqual(['1', 'x=y']);
  });

  it('warns of the overlay in the overlay, and ignores there what its comments ignore', () => {
    const source = '# deploygen-ignore no-socket-in-tmp: a test\nsocket: /tmp/a.sock\nname: on\n';
    const found = lint(SHOP, 'deploy.yaml', [{ kind: 'overlay', source, path: 'test.yaml' }]);

    const inOverlay = found.filter(({ path }) => path === 'test.yaml');
    expect(inOverlay.map(({ code }) => code)).toEqual(['yaml-boolean-word']);
  });
});

/** Every number made one that tells its file. */
function tagged(value: unknown, file: number): unknown {
  if (typeof value === 'number') return file * 10 + value;
  if (Array.isArray(value)) return value.map((item) => tagged(item, file));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([key, item]) => [key, tagged(item, file)]));
}

function leaves(value: unknown, pointer = ''): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[pointer, value]];
  return Object.entries(value as object).flatMap(([key, item]) =>
    leaves(item, `${pointer}/${key}`),
  );
}
