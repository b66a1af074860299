import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint.ts';

const SHOP = 'name: shop\nsocket: unix:/run/shop/app.sock\n';

describe('lint', () => {
  it('finds nothing in the smallest descriptor', () => {
    expect(lint(SHOP, 'deploy.yaml')).toEqual([]);
  });

  it('finds errors of the schema and hazards of the text, in the order of the lines', () => {
    const found = lint(`name:\tshop\nsokcet: /run/a\nenvironment: { X: no }\n`, 'deploy.yaml');

    expect(found.map(({ code, range }) => [code, range.start.line])).toEqual([
      ['yaml-tab', 1],
      ['schema-unknown-key', 2],
      ['yaml-boolean-word', 3],
    ]);
  });

  it('finds errors of the descriptor as a whole', () => {
    const found = lint(`${SHOP}mount: /a//b\n`, 'deploy.yaml');

    expect(found.map(({ code, severity }) => [code, severity])).toEqual([['valid-mount', 'error']]);
  });

  it('finds what the listed targets cannot honour, and asks no others', () => {
    const shop = `${SHOP}user: shop\ncommand: [/srv/shop/app]\nenvironment_file: /etc/shop\n`;
    const codes = (targets: string) =>
      lint(`${shop}targets: ${targets}\n`, 'deploy.yaml').map(({ message }) => message);

    expect(codes('{supervisor: {}, nginx: {}}')).toEqual([
      '"environment_file" is not supported by supervisor',
    ]);
    expect(codes('{systemd: {}}')).toEqual([]);
    expect(lint(shop, 'deploy.yaml')).toEqual([]);
  });

  it('finds what listed targets need', () => {
    const found = lint(`${SHOP}targets: {nginx: {layout: site}, systemd: {}}\n`, 'deploy.yaml');

    expect(found.map(({ message }) => message)).toEqual([
      'layout "site" needs "hosts"',
      'systemd needs "user" for application "shop"',
      'systemd needs "command" or "app" for application "shop"',
    ]);
  });

  it('says nothing but the error of a text that is no YAML', () => {
    const found = lint('name:\tshop # deploygen-ignore x: y\nsocket: [\n', 'deploy.yaml');

    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['yaml-syntax']));
  });

  it('refuses a text of more than a megabyte without parsing it', () => {
    const found = lint(`# ${'é'.repeat(600_000)}\n${SHOP}`, 'deploy.yaml');

    expect(found.map(({ code }) => code)).toEqual(['yaml-too-large']);
  });

  it('reports a mistake at its anchor and at each alias', () => {
    const found = lint(
      'apps:\n  - name: a\n    mount: /a\n    socket: &s unix:/tmp/a\n  - name: b\n    mount: /b\n    socket: *s\n',
      'deploy.yaml',
    );

    expect(found.map(({ code, range }) => [code, range.start.line])).toEqual([
      ['no-socket-in-tmp', 4],
      ['no-socket-in-tmp', 7],
    ]);
  });
});
