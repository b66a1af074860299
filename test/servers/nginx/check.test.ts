import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { load, render } from '../../../src/deploygen.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { needs } from '../needs.ts';
import { renderedFiles } from '../rendered-files.ts';
import { makeCertificate } from '../site/with-sites.ts';

const SITE = {
  name: 'shop',
  mount: '/shop',
  socket: '/run/shop/app.sock',
  hosts: ['shop.example', 'www.shop.example'],
  canonical_host: 'shop.example',
  default_server: true,
  tls: { certificate: '/etc/ssl/shop.pem', key: '/etc/ssl/shop.key', hsts: { seconds: 60 } },
  acme_webroot: '/var/www/acme',
  trusted_proxies: ['10.0.0.0/8'],
  auth: { basic: { realm: 'Shop', file: '/etc/shop.htpasswd', anonymous_methods: ['GET'] } },
};

describe.runIf(needs('nginx', 'root', 'runuser'))('nginx -t', () => {
  it.each(['1.18', '1.22'])(
    'takes a site from anybody, with a certificate and ports of their own (%s)',
    async (version) => {
      await using workspace = await createWorkspace();
      const [plainPort, securePort] = [await freePort(), await freePort()];
      const { certificate, key } = await makeCertificate(workspace, 'shop.example');
      await Promise.all([chmod(key, 0o644), chmod(workspace.directory, 0o777)]);
      const files = renderedFiles({ ...SITE, targets: { nginx: { version } } }, 'nginx');
      const site = (files['shop.conf'] ?? '')
        .replaceAll('/etc/ssl/shop.pem', certificate)
        .replaceAll('/etc/ssl/shop.key', key)
        .replace(/(?<=listen \S*)80(?=[ ;])/g, String(plainPort))
        .replace(/(?<=listen \S*)443(?=[ ;])/g, String(securePort));
      const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${workspace.path(name)};`,
      );
      const main = await workspace.write(
        'main.conf',
        `pid ${workspace.path('pid')}; error_log stderr warn; events {}
        http { access_log off; ${folders.join(' ')} ${site} }`,
      );

      const check = ['nginx', '-t', '-q', '-e', 'stderr', '-c', main, '-p', workspace.directory];
      const run = await runProgram(['runuser', '-u', 'nobody', '--', ...check]);

      expect(run.stderr).toBe('');
      expect(run.code).toBe(0);
    },
  );
});

describe.runIf(needs('nginx'))('nginx -t and long names', () => {
  it.each([
    ['header', (name: string) => ({ headers: { [name]: '1' } }), 'X-'],
    ['media type', (name: string) => ({ compress: [name] }), 'text/'],
  ])(
    'takes a %s of 46 characters, and not of the 47 that are refused',
    async (_, toFields, start) => {
      await using workspace = await createWorkspace();
      const [longest, longer] = [start.padEnd(46, 'a'), start.padEnd(47, 'a')];
      const fields = { name: 'shop', mount: '/shop', socket: '/run/shop/app.sock' };
      const options = { layout: 'standalone', stateDirectory: workspace.directory } as const;
      const rendered = (name: string) => {
        const loaded = load(JSON.stringify({ ...fields, ...toFields(name) }), 'deploy.yaml');
        if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
        const listen = { host: '127.0.0.1', port };
        return render(loaded.deployment, 'nginx', { ...options, listen });
      };
      const port = await freePort();
      const taken = rendered(longest);
      const text = taken.ok ? (taken.files[0]?.text ?? '') : '';
      const check = async (content: string) => {
        const main = await workspace.write('main.conf', content);
        return runProgram([
          'nginx',
          '-t',
          '-q',
          '-e',
          'stderr',
          '-c',
          main,
          '-p',
          workspace.directory,
        ]);
      };

      expect(text).toContain(longest);
      expect((await check(text)).code).toBe(0);
      expect((await check(text.replaceAll(longest, longer))).stderr).toMatch(
        /could not build .*_hash/,
      );
      expect(rendered(longer)).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'target-unsupported' }],
      });
    },
  );
});
