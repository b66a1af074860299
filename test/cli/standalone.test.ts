import { describe, expect, it } from 'vitest';
import { REFUSED, SMALL } from './descriptors.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const STANDALONE = ['nginx', '--layout', 'standalone'];

describe('deploygen nginx --layout', () => {
  it('standalone writes a whole server into one file and makes its folder', async () => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': SMALL });
    const { status, stdout } = await runCli([...STANDALONE, '--state-dir', 'var/state'], { cwd });

    expect(status).toBe(0);
    expect(stdout).toContain(`\npid ${cwd}/var/state/nginx.pid;\n`);
    expect(stdout).toContain('listen 127.0.0.1:8080;');
    expect(stdout).not.toContain('var/state"');
    expect(list()).toEqual(['deploy.yaml', 'var/', 'var/state/']);
  });

  it('standalone says how to reproduce itself', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });
    const flags = ['--state-dir', 's', '--listen', '[::1]:8081'];
    const { stdout } = await runCli([...STANDALONE, ...flags], { cwd });
    const [, command = ''] = stdout.split('\n');

    expect(command).toBe(
      `#     deploygen nginx --layout standalone --listen [::1]:8081 --state-dir ${cwd}/s deploy.yaml`,
    );
    const again = await runCli(command.split(/\s+/).slice(2), { cwd });
    expect(again.stdout).toBe(stdout);
  });

  it('standalone says on standard error what it leaves out', async () => {
    const site =
      'hosts: [a.org]\ntls: { certificate: /c, key: /k }\ncanonical_host: a.org\ntrusted_proxies: [::1]\n';
    const { path: cwd } = scratch({ 'deploy.yaml': `${SMALL}${site}`, 'small.yaml': SMALL });
    const flags = [...STANDALONE, '--state-dir', 's'];
    const whole = await runCli(flags, { cwd });
    const small = await runCli([...flags, 'small.yaml'], { cwd });

    expect(whole).toMatchObject({
      status: 0,
      stderr: 'standalone leaves out: hosts, canonical_host, tls\n',
    });
    expect(whole.stdout).not.toContain('leaves out');
    expect(small).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['8081', 'listen 127.0.0.1:8081;'],
    ['127.0.0.2:80', 'listen 127.0.0.2:80;'],
    ['[::1]:65535', 'listen [::1]:65535;'],
  ])('standalone listens at %s', async (listen, expected) => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });
    const { stdout } = await runCli([...STANDALONE, '--state-dir', 's', '--listen', listen], {
      cwd,
    });

    expect(stdout).toContain(expected);
  });

  it.each([
    ['standalone without a folder', [...STANDALONE], /--state-dir DIR/],
    ['a folder without standalone', ['nginx', '--state-dir', 's'], /belong to --layout standalone/],
    ['an address without standalone', ['nginx', '--listen', '80'], /belong to --layout standalone/],
    [
      'a folder for another layout',
      ['nginx', '--layout', 'fragment', '--state-dir', 's'],
      /belong to/,
    ],
    [
      'an unknown layout',
      ['nginx', '--layout', 'stand'],
      /no layout "stand": use one of fragment, site, standalone/,
    ],
    [
      'a folder below a file',
      [...STANDALONE, '--state-dir', 'deploy.yaml/s'],
      /cannot make .*deploy\.yaml\/s/,
    ],
    ...['65536', ':80', 'localhost:80', '0x50'].map((listen): [string, string[], RegExp] => [
      `the address "${listen}"`,
      [...STANDALONE, '--state-dir', 's', '--listen', listen],
      /is no address to listen at: use 127\.0\.0\.1:8080/,
    ]),
  ])('refuses %s', async (_, args, message) => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': SMALL });
    const { status, stdout, stderr } = await runCli(args, { cwd });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(list()).toEqual(['deploy.yaml']);
  });

  it('makes no folder for a descriptor that is refused', async () => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': REFUSED });
    const { status } = await runCli([...STANDALONE, '--state-dir', 's', '-o', 'out'], { cwd });

    expect(status).toBe(1);
    expect(list()).toEqual(['deploy.yaml']);
  });

  it('site wants hosts', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });
    const { status, stdout, stderr } = await runCli(['nginx', '--layout', 'site'], { cwd });

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('deploy.yaml:1:7: error: layout "site" needs "hosts" [');
  });

  it('is site where the descriptor has hosts, and can be another', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': `${SMALL}hosts: [a.example]\n` });
    const site = await runCli(['nginx'], { cwd });
    const fragment = await runCli(['nginx', '--layout', 'fragment'], { cwd });

    expect(site.stdout).toContain('server_name a.example;');
    expect(fragment.stdout).not.toContain('server_name');
    expect(fragment.stdout).toContain('deploygen nginx --layout fragment deploy.yaml');
  });
});
