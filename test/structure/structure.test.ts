import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillWith } from '../../src/core/render.ts';
import type { Layout, PlanOptions, Target } from '../../src/core/target.ts';
import { load, render } from '../../src/deploygen.ts';
import { templates } from '../../src/generated/templates.js';
import { targets } from '../../src/targets/index.ts';
import { startedBy } from '../served-app.ts';
import { arbitraryOf, overHttp } from './arbitrary-descriptor.ts';
import { arbitraryExtra } from './arbitrary-extra.ts';
import { markExtra, withoutExtra } from './extra-marks.ts';
import { readers } from './readers/index.ts';

const RUNS = Number(process.env.STRUCTURE ?? 1000);
const SMALL = {
  name: 'shop',
  mount: '/shop',
  bare_mount: 'slash',
  hosts: ['shop.example.org'],
  socket: '/run/shop/app.sock',
  user: 'shop',
};
const schema = JSON.parse(readFileSync('schemas/deploy.schema.json', 'utf8'));

const renderings = targets.flatMap((target) => {
  const layouts: readonly Layout[] = target.layouts.length > 0 ? target.layouts : ['fragment'];
  return layouts.map((layout) => ({ name: target.name, target, layout }));
});

describe.each(renderings)('any descriptor for $name, $layout', ({ target, layout }) => {
  const options: PlanOptions = {
    layout,
    listen: { host: '127.0.0.1', port: 8080 },
    stateDirectory: '/srv/state',
  };

  const started = startedBy(target.name);
  const isServer = 'app' in started;
  // There is none over http.
  const small = target.name === 'gunicorn' ? { ...SMALL, bare_mount: 'empty' } : SMALL;
  const wanted = [
    ...(isServer ? ['user', 'app', 'directory'] : target.capabilities.required),
    ...(layout === 'site' ? ['hosts'] : []),
  ];
  const any = arbitraryOf(schema, wanted, isServer ? { app: started.app } : {});
  const spoken = target.side === 'web' ? fc.oneof(any, any.map(overHttp)) : any;
  const descriptors = spoken.map((descriptor) => JSON.stringify(descriptor));

  it('is refused at a place, or holds exactly the directives that the plan made', () => {
    let rendered = 0;
    fc.assert(
      fc.property(descriptors, (source) => {
        const loaded = load(source, 'deploy.yaml');
        const rendering = loaded.ok ? render(loaded.deployment, target.name, options) : loaded;
        if (!rendering.ok) {
          for (const { range, help } of rendering.diagnostics) {
            expect(range.start.line).toBe(1);
            expect(range.start.column).toBeLessThanOrEqual(source.length + 1);
            expect(help).toBeTruthy();
          }
          expect(rendering.diagnostics.length).toBeGreaterThan(0);
          return;
        }
        rendered += 1;
        if (!loaded.ok) return;
        const again = render(loaded.deployment, target.name, options);
        expect(again).toEqual(rendering);
        expect(rendering.files.map(({ name, text }) => [name, shapeOf(name, text)])).toEqual(
          skeletons(target, options, loaded.deployment),
        );

        function shapeOf(name: string, text: string) {
          const planned = target.plan(deployment(), options).find((file) => file.name === name);
          return shape(planned?.dialect.name ?? '', text);
        }
        function deployment() {
          if (!loaded.ok) throw new TypeError('loaded above');
          return loaded.deployment;
        }
      }),
      { numRuns: RUNS },
    );
    expect(rendered).toBeGreaterThan(RUNS / 40);
  });

  it('keeps raw text between its marks, or refuses it', () => {
    let rendered = 0;
    fc.assert(
      fc.property(arbitraryExtra(target.name), (extra) => {
        const loaded = load(JSON.stringify({ ...small, ...started, extra }), 'deploy.yaml');
        const rendering = loaded.ok ? render(loaded.deployment, target.name, options) : loaded;
        if (!loaded.ok || !rendering.ok) return;
        rendered += 1;
        const planned = target.plan(loaded.deployment, options);
        const shapes = rendering.files.map(({ name, text }) => {
          const file = planned.find((one) => one.name === name);
          return [name, shape(file?.dialect.name ?? '', text)];
        });
        expect(shapes).toEqual(skeletons(target, options, loaded.deployment));
      }),
      { numRuns: RUNS },
    );
    expect(rendered).toBeGreaterThan(RUNS / 40);
  });
});

/** The shapes of the same files with a harmless word at every interpolation. */
function skeletons(
  target: Target,
  options: PlanOptions,
  deployment: Parameters<Target['plan']>[0],
): readonly (readonly [string, readonly string[] | undefined])[] {
  return target.plan(deployment, options).map(({ name, template, dialect, context }) => {
    const specification = templates[template];
    if (specification === undefined) throw new Error(template);
    const text = fillWith(specification, context, (_, kinds) => placeholder(dialect.name, kinds));
    return [name, shape(dialect.name, text)] as const;
  });
}

/** What a file consists of but for raw text, whose marks count: it must begin and end in one place. */
function shape(dialect: string, text: string): readonly string[] | undefined {
  const read = readers[dialect]?.(markExtra(dialect, text));
  return read === undefined ? undefined : withoutExtra(read);
}

/** What a token of that kind looks like, and can do no harm. */
function placeholder(dialect: string, kinds: readonly string[]): string {
  if (kinds.includes('comment')) return 'words';
  if (kinds.includes('raw')) return '';
  if (dialect === 'lighttpd') return kinds.includes('integer') ? '1' : '"x"';
  if (kinds.includes('section')) return 'fcgi-program:x';
  if (dialect === 'supervisor' && kinds.some((kind) => /environment|variable/.test(kind)))
    return 'X="x"';
  return 'x';
}
