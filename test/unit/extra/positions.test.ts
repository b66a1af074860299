import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../../src/core/target.ts';
import { load, render } from '../../../src/deploygen.ts';
import { targets } from '../../../src/targets/index.ts';
import { startedBy } from '../../served-app.ts';

interface Positions {
  readonly properties: Readonly<Record<string, { readonly properties: object }>>;
}

const schema: { readonly definitions: { readonly extra: Positions } } = JSON.parse(
  readFileSync('schemas/deploy.schema.json', 'utf8'),
);
const positions = schema.definitions.extra.properties;

const REFUSED = 'not supported in the layout "fragment"';

it('every target has positions for raw text', () => {
  expect(new Set(Object.keys(positions))).toEqual(new Set(targets.map(({ name }) => name)));
});

describe.each(
  targets.flatMap(({ name, layouts }) =>
    Object.keys(positions[name]?.properties ?? {}).flatMap((position) =>
      (layouts.length > 0 ? layouts : ['fragment' as Layout]).map((layout) => ({
        name,
        position,
        layout,
      })),
    ),
  ),
)('$name.$position, $layout', ({ name, position, layout }) => {
  // PHP has no comments but with a semicolon.
  const mark = name === 'php-fpm' ? ';' : '#';
  const extra = (text: string) => ({ [name]: { [position]: text.replaceAll('#', mark) } });
  const rendered = (descriptor: object) => {
    const loaded = load(
      JSON.stringify({ hosts: ['shop.example.org'], ...descriptor }),
      'deploy.yaml',
    );
    if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join());
    return render(loaded.deployment, name, { layout, stateDirectory: '/srv/state' });
  };
  const application = (fields: object) => ({
    user: 'shop',
    ...startedBy(name),
    ...fields,
  });

  it('is written between its marks, or refused', () => {
    const shop = { name: 'shop', socket: '127.0.0.1:9001', extra: extra('\n# one\n\n# two\n\n') };
    const rendering = rendered(application(shop));

    if (!rendering.ok) {
      expect(rendering.diagnostics.map(({ message }) => message).join()).toContain(REFUSED);
      expect([name, position, layout]).toEqual(['apache', 'server', 'fragment']);
      return;
    }
    const text = rendering.files.map((file) => file.text).join('');
    const [, indent] =
      /^( *)[#;] extra from deploy\.yaml\n\1[#;] one\n\n\1[#;] two\n\1[#;] end of extra$/m.exec(
        text,
      ) ?? [];
    expect(indent).toMatch(/^(?: {4})*$/);
  });

  it('has the texts of every application in their order', () => {
    const apps = ['a', 'b'].map((one, index) =>
      application({
        name: one,
        mount: `/${one}`,
        socket: `127.0.0.1:900${index}`,
        extra: extra(`# of ${one}`),
      }),
    );
    const rendering = rendered({ apps });

    if (!rendering.ok) return;
    const text = rendering.files.map((file) => file.text).join('');
    expect(new Set(text.match(/[#;] of [ab]$/gm))).toEqual(
      new Set([`${mark} of a`, `${mark} of b`]),
    );
    expect(text.indexOf(`${mark} of a`)).toBeLessThan(text.indexOf(`${mark} of b`));
  });
});
