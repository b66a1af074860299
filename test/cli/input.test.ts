import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SMALL } from './descriptors.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

describe('a descriptor', () => {
  it.each([
    ['missing', 'missing.yaml', 'cannot read missing.yaml: there is no such file'],
    ['a folder', 'folder', 'cannot read folder: it is a folder'],
    ['below a file', 'deploy.yaml/x', 'cannot read deploy.yaml/x: a file stands where a folder'],
    ['nameless', '', 'cannot read "": the name is empty'],
    ['unreadable', '/proc/self/mem', 'cannot read /proc/self/mem: i/o error ['],
  ])('that is %s cannot be read: exit code 2', async (_, name, message) => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': SMALL });
    mkdirSync(`${cwd}/folder`);
    const before = list();
    const { status, stdout, stderr } = await runCli(['nginx', name, '-o', 'out'], { cwd });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`deploygen: ${message}`);
    expect(stderr.split('\n')).toHaveLength(3);
    expect(list()).toEqual(before);
  });

  it('that is missing where none was named says what to do', async () => {
    const { path: cwd } = scratch();
    const { status, stderr } = await runCli(['nginx'], { cwd });

    expect(status).toBe(2);
    expect(stderr).toContain('name the descriptor, or run where deploy.yaml is');
  });

  it.each([
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff])],
    ['Latin-1', Buffer.from('name: shop # \xe9\nsocket: /a\n', 'latin1')],
    ['UTF-16', Buffer.from('\uFEFFname: shop\nsocket: /a\n', 'utf16le')],
    ['half a character', Buffer.from([0x61, 0x3a, 0x20, 0xf0, 0x9f])],
    ['text with a NUL', Buffer.from('name: a\0\n')],
  ])('that is %s is refused: exit code 1', async (_, content) => {
    const { path: cwd } = scratch({ 'deploy.yaml': content });
    const expected = {
      status: 1,
      stdout: '',
      stderr:
        'PATH:1:1: error: the descriptor is not text in UTF-8 [yaml-encoding]\n  = help: save it as UTF-8\n',
    };
    const named = await runCli(['nginx'], { cwd });
    const piped = await runCli(['nginx', '-'], { cwd, input: content });

    expect(named).toEqual({ ...expected, stderr: expected.stderr.replace('PATH', 'deploy.yaml') });
    expect(piped).toEqual({ ...expected, stderr: expected.stderr.replace('PATH', '-') });
  });

  it('may begin with a BOM and end its lines with CRLF', async () => {
    const { path: cwd } = scratch({
      'deploy.yaml': SMALL,
      'crlf.yaml': `\uFEFF${SMALL.replaceAll('\n', '\r\n')}`,
    });
    const plain = await runCli(['nginx'], { cwd });
    const crlf = await runCli(['nginx', 'crlf.yaml'], { cwd });

    expect(crlf.stdout.replaceAll('crlf.yaml', 'deploy.yaml')).toBe(plain.stdout);
  });
});

describe('the bytes of a configuration', () => {
  const everything = `
name: shop
socket: ["127.0.0.1:9001", "[::1]:9002"]
mount: /shop é
params: {ROOT: "/srv/$x"}
static: {/shop é/s/: /srv/s/, /f: /srv/f}
hosts: [shop.example]
`;

  it('do not depend on folder, environment or time', async () => {
    const { path } = scratch({ 'a/deploy.yaml': everything, 'b/c/deploy.yaml': everything });
    const here = await runCli(['nginx'], { cwd: `${path}/a` });
    const there = await runCli(['nginx', '../../a/deploy.yaml'], {
      cwd: `${path}/b/c`,
      env: {
        TZ: 'Asia/Tokyo',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'C',
        USER: 'x',
        HOME: '/nowhere',
        HOSTNAME: 'y',
      },
    });
    const absolute = await runCli(['nginx', `${path}/b/c/deploy.yaml`], { cwd: '/' });

    expect(here).toMatchObject({ status: 0, stderr: '' });
    expect(there).toEqual(here);
    expect(absolute).toEqual(here);
    expect(here.stdout).not.toContain(path);
  });
});
