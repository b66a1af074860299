import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint.ts';
import { repeatedSettings } from '../../../src/rules/repeated-settings.ts';

const schema = JSON.parse(readFileSync('schemas/deploy.schema.json', 'utf8'));

/** The codes that are found where a position has a text. */
function found(position: string, text: string): readonly string[] {
  const [target = '', name = ''] = position.split('.');
  const descriptor = {
    name: 'shop',
    socket: 'unix:/run/shop/app.sock',
    extra: { [target]: { [name]: text } },
  };
  return lint(JSON.stringify(descriptor), 'deploy.yaml').map(({ code }) => code);
}

const entries = Object.entries(repeatedSettings).flatMap(([position, settings]) =>
  Object.entries(settings).map(([name, field]) => ({ position, name, field })),
);

describe('no-repeated-setting', () => {
  it.each(entries)('finds $name at $position, which $field says', ({ position, name, field }) => {
    const [target = ''] = position.split('.');
    const text = { nginx: `${name} x;`, apache: `${name} x`, lighttpd: `${name} = "x"` }[target];

    expect(found(position, text ?? `${name}=x`)).toEqual(['no-repeated-setting']);
    expect(schema.definitions[field.split('.')[0] ?? '']).toBeDefined();
  });

  it.each([
    ['nginx.location', 'a b; fastcgi_pass c;'],
    ['nginx.location', 'if ($a) {\n  b c;\n}\nfastcgi_pass d;'],
    ['nginx.location', 'a "{"; # {\nfastcgi_pass d;'],
    ['apache.vhost', '<If "1">\n  A b\n</If>\nSERVERNAME c'],
    ['systemd.service', 'Nice=1\n  User=x'],
  ])('finds it at %s in %j', (position, text) => {
    expect(found(position, text)).toEqual(['no-repeated-setting']);
  });

  it.each([
    ['nginx.server', 'location /b {\n  fastcgi_pass c;\n  listen d;\n}'],
    ['nginx.location', '# fastcgi_pass a;\nb "c; fastcgi_pass d;";'],
    ['nginx.location', 'fastcgi_pass_header X-A;'],
    ['nginx.server', 'client_max_body_size 1m;'],
    ['apache.vhost', 'ProxyPass /b http://127.0.0.1:8000/'],
    ['apache.location', '<If "1">\n  ProxyPass a\n</If>'],
    ['supervisor.program', 'a=b\n  user=c'],
    ['supervisor.program', '; user=c'],
    ['systemd.socket', 'User=x'],
    ['systemd.unit', 'constructor=x'],
  ])('does not find it at %s in %j', (position, text) => {
    expect(found(position, text)).toEqual([]);
  });
});
