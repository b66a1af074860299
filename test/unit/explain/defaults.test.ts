import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainDefaults } from '../../../src/cli/explain-defaults.ts';
import type { Change } from '../../../src/core/change.ts';
import { type LoadedWhole, load, loadWhole, render } from '../../../src/deploygen.ts';
import { schemaText } from '../../../src/generated/schema-text.ts';
import { targets } from '../../../src/targets/index.ts';
import { fineFiles } from '../../fine-files.ts';
import { arbitraryOf } from '../../structure/arbitrary-descriptor.ts';

const SHOP = `name: shop
mount: /shop
socket: unix:/run/shop/app.sock
user: shop
static: {/shop/static/: /srv/shop/static/}
`;

function whole(source: string, changes: readonly Change[] = []): LoadedWhole {
  const loaded = loadWhole(source, 'deploy.yaml', changes);
  if (!loaded.ok) throw new TypeError(JSON.stringify(loaded.diagnostics));
  return loaded;
}

/** What every target that takes it makes of a descriptor. */
function configurations(source: string): ReadonlyMap<string, unknown> {
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok) throw new TypeError(`${source}\n${JSON.stringify(loaded.diagnostics)}`);
  return new Map(
    targets.flatMap(({ name }) => {
      const rendering = render(loaded.deployment, name);
      return rendering.ok ? [[name, rendering.files] as const] : [];
    }),
  );
}

function expectSame(source: string): void {
  const printed = configurations(explainDefaults(whole(source), 'text'));
  for (const [target, files] of configurations(source)) {
    expect([target, printed.get(target)]).toEqual([target, files]);
  }
}

describe('explain --defaults', () => {
  it.each(fineFiles)('prints what makes the same configuration as %s', (file) => {
    expectSame(readFileSync(file, 'utf8'));
  });

  it('prints a target without settings on one line, and asks for no layout of a process target', () => {
    const text = explainDefaults(whole(`${SHOP}targets: {nginx: {}, systemd: {}}`), 'text');

    expect(text).toContain('\n  nginx: {} # deploy.yaml:6\n  systemd: {} # deploy.yaml:6\n');
    expect(text).toContain('targets.nginx.layout');
    expect(text).not.toContain('targets.systemd.layout');
  });

  it('prints what makes the same configuration as any descriptor', () => {
    let sound = 0;
    fc.assert(
      fc.property(arbitraryOf(JSON.parse(schemaText()), ['user', 'command']), (descriptor) => {
        const source = JSON.stringify(descriptor);
        if (!load(source, 'deploy.yaml').ok) return;
        sound += 1;
        expectSame(source);
      }),
      { numRuns: 50 },
    );
    expect(sound).toBeGreaterThan(3);
  });

  it('says where each value comes from', () => {
    const overlay = { kind: 'overlay', path: 'staging.yaml', source: '\nmount: /test\n' } as const;
    const loaded = whole(SHOP, [overlay, { kind: 'set', text: 'limits.body=1g' }]);

    const lines = explainDefaults(loaded, 'text').split('\n');

    expect(lines).toEqual(
      expect.arrayContaining([
        'name: shop # deploy.yaml:1',
        'mount: /test # staging.yaml:2',
        '  path: /run/shop/app.sock # deploy.yaml:3',
        '  owner: shop # default, as "user" has it',
        '  group: www-data # default, as "web_group" has it',
        '  mode: "0660" # default',
        '    dotfiles: false # default',
        '  body: 1g # --set limits.body',
        'bare_mount: redirect # default',
        'web_group: www-data # default, as "platform" has it',
      ]),
    );
  });

  it('leaves unstated what a target would refuse, and what is for the target to decide', () => {
    const text = explainDefaults(whole(SHOP), 'text');

    expect(text).toContain('\n#   limits.send_timeout: "60s" (default; not for apache)\n');
    expect(text).toMatch(/^# These have no default(.*\n)+.* umask,/m);
    expect(text).not.toMatch(/^default_server/m);
  });

  it('says the same to programs', () => {
    const json = JSON.parse(explainDefaults(whole(SHOP), 'json'));

    expect(json).toMatchObject({ version: 1, descriptor: { bare_mount: 'redirect' } });
    expect(json.fields).toContainEqual({
      pointer: '/mount',
      value: '/shop',
      source: { kind: 'stated', at: 'deploy.yaml:2' },
    });
    expect(json.fields).toContainEqual({
      pointer: '/socket/group',
      value: 'www-data',
      source: { kind: 'follows', from: 'web_group' },
    });
    expect(json.unstated).toContainEqual({
      pointer: '/limits/send_timeout',
      value: '60s',
      source: { kind: 'default' },
      not_for: ['apache'],
    });
    expect(json.decided_by_target).toContain('/umask');
  });
});
