import { describe, expect, it } from 'vitest';
import { SMALL } from './descriptors.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

describe('deploygen explain', () => {
  it('takes what begins with a slash for a URL, and reads deploy.yaml', async () => {
    const folder = scratch();
    folder.write('deploy.yaml', SMALL);

    const { status, stdout, stderr } = await runCli(
      ['explain', '/shop/x', 'https://a.example/', '--target', 'apache', '--format', 'json'],
      { cwd: folder.path },
    );

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      urls: [
        { url: '/shop/x', answers: [{ targets: ['apache'], kind: 'application' }] },
        { request: { scheme: 'https', host: 'a.example', target: '/' } },
      ],
      unable: [],
    });
  });

  it('names the web servers that cannot express the descriptor', async () => {
    const folder = scratch();
    folder.write('deploy.yaml', `${SMALL}retry: idempotent\n`);

    const { stdout } = await runCli(['explain', '/shop/x', '--method', 'post'], {
      cwd: folder.path,
    });

    expect(stdout).toMatch(/^POST \/shop\/x\n/);
    expect(stdout).toMatch(/^lighttpd: cannot express this descriptor: /m);
  });

  it('believes forwarded headers of a trusted proxy, and of nobody else', async () => {
    const folder = scratch();
    const site = 'hosts: [shop.example]\ntrusted_proxies: [10.0.0.0/8]\nallow: [203.0.113.0/24]\n';
    folder.write('deploy.yaml', `${SMALL}${site}`);
    const asked = (client: string) =>
      runCli(
        [
          ...['explain', '/shop/x', '--target', 'nginx', '--client', client],
          ...['--header', 'X-Forwarded-For: 192.0.2.1', '--header', 'x-forwarded-for: 203.0.113.7'],
          ...['--header', 'X-Forwarded-Proto: https'],
        ],
        { cwd: folder.path },
      );

    const [proxied, direct] = await Promise.all([asked('10.1.2.3'), asked('192.0.2.9')]);

    expect(proxied.stdout).toMatch(
      /^GET .* from 10\.1\.2\.3\n {2}X-Forwarded-For: 192\.0\.2\.1, 203\.0\.113\.7\n {2}X-Forwarded-Proto: https\n/,
    );
    expect(proxied.stdout).toMatch(/^ {2}REMOTE_ADDR +203\.0\.113\.7$/m);
    expect(proxied.stdout).toMatch(/^ {2}HTTPS +on$/m);
    expect(direct.stdout).toMatch(/^ {2}answer +denied: 403$/m);
  });

  it('asks only the servers that the descriptor states', async () => {
    const folder = scratch();
    folder.write('shop.yaml', `${SMALL}user: www\ntargets: {lighttpd: {}}\n`);

    const { stdout } = await runCli(['explain', 'shop.yaml', '/shop/x'], { cwd: folder.path });

    expect(stdout).toContain('\n  lighttpd\n');
  });

  it.each([
    ['systemd', '/%73hop/x', 'systemd-gunicorn-path'],
    ['systemd', '/shop/a%20b', null],
    ['gunicorn', '/%73hop/x', null],
  ])('knows what a gunicorn of %s makes of %s: %j', async (target, url, limit) => {
    const folder = scratch();
    const app = 'app: {kind: wsgi, server: gunicorn, module: "shop:app"}';
    const stated = `targets: {nginx: {}, ${target}: {}}`;
    folder.write('shop.yaml', `name: shop\nmount: /shop\nsocket: /run/a.sock\n${app}\n${stated}\n`);

    const { stdout } = await runCli(['explain', 'shop.yaml', url], { cwd: folder.path });

    const [, said = null] = /^ {2}limit +systemd starts gunicorn .* \[(.*)\]$/m.exec(stdout) ?? [];
    expect(said).toBe(limit);
  });

  it.each([
    [['deploy.yaml', 'shop/x'], '"shop/x" is no URL: write a path from the root'],
    [['/shop', '--target', 'systemd'], 'systemd answers no URLs: use nginx, '],
    [['/shop', '--format', 'svg'], 'URLs are explained as text or json, not as svg'],
    [['/shop', '--defaults'], '--defaults explains the descriptor'],
    [['--defaults', '--format', 'svg'], '--defaults writes text (YAML) or json, not svg'],
    [['/shop', '--header', 'X-Forwarded-For: ::1'], 'add --client ADDRESS to --header'],
    [['/shop', '--client', '::1', '--header', 'Forwarded: for=x'], '--header takes "X-Forwarded-'],
    [['/shop', '--client', '10.0.0.0/8'], '--client takes an IP address, not "10.0.0.0/8"'],
    [['/etc/no/deploy.yaml', '/shop'], 'cannot read /etc/no/deploy.yaml'],
  ])('cannot run for %j', async (words, message) => {
    const folder = scratch();
    folder.write('deploy.yaml', SMALL);

    const { status, stdout, stderr } = await runCli(['explain', ...words], { cwd: folder.path });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
