import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templateSources } from '../../src/generated/template-sources.ts';
import { targets } from '../../src/targets/index.ts';
import { startedLines } from '../served-app.ts';
import { SMALL } from './descriptors.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const complete = (target: string) => `${SMALL}user: shop\n${startedLines(target)}`;
const HEAD = '{{> nginx/header.nginx}}\n';
const FRAGMENT = 'own/nginx/fragment.nginx.hbs';

describe('deploygen templates', () => {
  it.each(targets)('writes what renders as the built-in ones do: $name', async ({ name }) => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': complete(name) });
    const written = await runCli(['templates', name, '-o', 'own'], { cwd });
    const builtIn = await runCli([name], { cwd });
    const own = await runCli([name, '--templates', 'own'], { cwd });

    expect(written).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(list()).toContain(`own/${name}/`);
    expect(own.stdout).toContain(`deploygen ${name} --templates own deploy.yaml\n`);
    expect({ ...own, stdout: own.stdout.replaceAll(' --templates own', '') }).toEqual(builtIn);
  });

  it('prints them, each under its name', async () => {
    const { path: cwd } = scratch();
    const { status, stdout } = await runCli(['templates', 'supervisor'], { cwd });

    expect(status).toBe(0);
    expect(stdout).toContain(
      `{{! file: supervisor/program.supervisor.hbs }}\n${templateSources['supervisor/program.supervisor']}`,
    );
  });

  it.each(targets)('prints what they may name: $name', async ({ name }) => {
    const { path: cwd } = scratch();
    const { status, stdout } = await runCli(['templates', name, '--names'], { cwd });

    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${name}/[a-z-]+\\.[a-z-]+\\.hbs\n( +[\\w]+ +.*\n)+`));
    expect(stdout).toMatch(/^ {4}source {22}comment$/m);
  });

  it('writes over nothing', async () => {
    const { path: cwd, read, list } = scratch({ 'own/nginx/pass.nginx.hbs': 'mine' });
    const { status, stderr } = await runCli(['templates', 'nginx', '-o', 'own'], { cwd });

    expect(status).toBe(2);
    expect(stderr).toBe('deploygen: own/nginx/pass.nginx.hbs is there already: remove it first\n');
    expect(read('own/nginx/pass.nginx.hbs')).toBe('mine');
    expect(list()).toHaveLength(3);
  });

  it.each([
    [['ngnix'], 'no target "ngnix": did you mean "nginx"?'],
    [['iis'], 'no target "iis": use one of nginx, apache, '],
    [['nginx', '--names', '-o', 'own'], '--names is printed: leave --output out'],
  ])('cannot run with %j', async (words, why) => {
    const { path: cwd, list } = scratch();
    const { status, stdout, stderr } = await runCli(['templates', ...words], { cwd });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(list()).toEqual([]);
  });
});

describe('deploygen build --templates', () => {
  const BUILT = 'generated/nginx/shop.locations.conf';
  const DESCRIPTOR = `${SMALL}targets: {nginx: {}}\n`;

  it('writes through them, and checks with them', async () => {
    const { path: cwd, read } = scratch({ 'deploy.yaml': DESCRIPTOR, [FRAGMENT]: HEAD });
    const built = await runCli(['build', '--templates', 'own'], { cwd });
    const checked = await runCli(['build', '--check', '--templates', 'own'], { cwd });
    const without = await runCli(['build', '--check'], { cwd });

    expect(built.status).toBe(0);
    expect(read(BUILT)).toMatch(/^# Gen.*\n# {5}deploygen nginx --templates own deploy\.yaml\n$/);
    expect(checked.status).toBe(0);
    expect(without.status).toBe(1);
  });

  it('names them where it says what to run', async () => {
    const { path: cwd, write } = scratch({ 'deploy.yaml': DESCRIPTOR, [FRAGMENT]: HEAD });
    await runCli(['build', '--templates', 'own'], { cwd });
    write(FRAGMENT, `${HEAD}# More.\n`);
    const { status, stdout } = await runCli(['build', '--check', '--templates', 'own'], { cwd });

    expect(status).toBe(1);
    expect(stdout).toContain('deploygen build --templates own deploy.yaml');
  });

  it('writes nothing where one is wrong', async () => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': DESCRIPTOR, [FRAGMENT]: '# {{nmae}}\n' });
    const { status, stderr } = await runCli(['build', '--templates', 'own'], { cwd });

    expect(status).toBe(1);
    expect(stderr).toContain(`${FRAGMENT}:1:5: error: there is no "nmae" here`);
    expect(list().some((path) => path.startsWith('generated'))).toBe(false);
  });
});

describe('--templates', () => {
  it('takes the place of the templates named alike; hidden files and *.md are none', async () => {
    const { path: cwd, read } = scratch({
      'deploy.yaml': SMALL,
      [FRAGMENT]: '# Mine.\n{{> nginx/locations.nginx}}\n',
      'own/.git/config': 'x',
      'own/nginx/.fragment.nginx.hbs.swp': '\0',
      'own/README.md': '# Ours',
    });
    const run = await runCli(['nginx', '--templates', 'own', '-o', 'out'], { cwd });

    expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(read('out/shop.locations.conf')).toMatch(
      /^# Mine\.\n\n# The target[\s\S]*\n# --- shop ---\nlocation = /,
    );
  });

  it.each([
    ['nginx/fragment.nginx.hbs', '{{#each applications}}\n    root {{rot}};\n{{/each}}\n', '2:12'],
    ['nginx/site.nginx.hbs', '# Another layout.\nlisten "{{source}}";\n', '2:9'],
    ['apache/header.apache.hbs', '# Another target: {{{source}}}\n', '1:19'],
  ])('writes nothing where %s is wrong', async (name, text, at) => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': SMALL, [`own/${name}`]: text });
    const before = list();
    const printed = await runCli(['nginx', '--templates', 'own'], { cwd });
    const written = await runCli(['nginx', '--templates', 'own', '-o', 'out'], { cwd });

    expect(printed).toMatchObject({ status: 1, stdout: '' });
    expect(printed.stderr).toContain(`own/${name}:${at}: error: `);
    expect(printed.stderr).toContain(`| ${text.split('\n')[Number(at.split(':')[0]) - 1]}\n`);
    expect(written).toEqual(printed);
    expect(list()).toEqual(before);
  });

  // One that only a descriptor brings to light would be worse.
  it('says so whatever the descriptor is', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': 'name: [', [FRAGMENT]: '{{nmae}}\n' });
    const { status, stderr } = await runCli(['nginx', '--templates', 'own'], { cwd });

    expect(status).toBe(1);
    expect(stderr).toContain('[template-');
    expect(stderr).not.toContain('[yaml-');
  });

  it('lets no value become syntax', async () => {
    const { path: cwd } = scratch({
      'deploy.yaml': `${SMALL}params: {APP: 'a"; root /etc; # {{source}} {{{source}}}'}\n`,
      [FRAGMENT]:
        '{{#each applications}}\n{{#each prefixes}}\n{{#each params}}\nfastcgi_param {{name}} {{value}};\n{{/each}}\n{{/each}}\n{{/each}}\n',
    });
    const { stdout } = await runCli(['nginx', '--templates', 'own'], { cwd });

    expect(stdout).toBe('fastcgi_param APP "a\\"; root /etc; # {{source}} {{{source}}}";\n');
  });

  it.each([
    ['Latin-1', Buffer.from('# caf\xe9\n', 'latin1'), 'template-encoding'],
    ['a NUL', '# \0\n', 'template-encoding'],
    ['a control character', '# \x1b[2J\n', 'template-encoding'],
    ['50 MB', Buffer.alloc(50 * 1024 * 1024, '#'), 'template-too-large'],
    ['one byte too much', '#'.repeat(65_537), 'template-too-large'],
    ['a thousand blocks deep', '{{#if a}}'.repeat(1000), 'template-syntax'],
  ])('refuses %s', async (_, content, code) => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL, [FRAGMENT]: content });
    const { status, stdout, stderr } = await runCli(['nginx', '--templates', 'own'], { cwd });

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(`^own/nginx/fragment\\.nginx\\.hbs:1:\\d+: .*\\[${code}\\]\n`),
    );
    expect(stderr).not.toMatch(/^\s+at |\x1b/m);
  });

  it.each([
    ['no such folder', 'none', 'cannot read none: there is no such file or folder'],
    ['a file', 'deploy.yaml', 'cannot read deploy.yaml: a file stands where'],
    ['an empty folder', 'empty', 'there are no templates in empty: "deploygen templates" has some'],
    ['a link that leads out', 'links', 'cannot read links/nginx/a.nginx.hbs: it is a link out of'],
    [
      'links in a circle',
      'circle',
      'cannot read circle/nginx/a.nginx.hbs: its links go in circles',
    ],
    ['a pipe', 'pipe', 'cannot read pipe/nginx/a.nginx.hbs: it is no file'],
    ['a home folder', 'many', 'many has more than 500 files: is it the right folder?'],
  ])('cannot run with %s', async (_, folder, why) => {
    const { path: cwd, write } = scratch({ 'deploy.yaml': SMALL, 'empty/.hidden': '' });
    const file = 'nginx/a.nginx.hbs';
    for (const made of ['links', 'circle', 'pipe']) write(`${made}/nginx/README.md`, '');
    symlinkSync('/etc/passwd', join(cwd, 'links', file));
    symlinkSync('a.nginx.hbs', join(cwd, 'circle', file));
    execFileSync('mkfifo', [join(cwd, 'pipe', file)]);
    for (let count = 0; count <= 500; count++) write(`many/${count}.txt`, '');
    const { status, stdout, stderr } = await runCli(['nginx', '--templates', folder], { cwd });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`deploygen: ${why}`);
  });

  it('is named as it is seen from the descriptor, wherever that is rendered', async () => {
    const { path: cwd } = scratch({
      'a/deploy.yaml': SMALL,
      'a/b/t/nginx/fragment.nginx.hbs': HEAD,
    });
    const near = await runCli(['nginx', '--templates', 'b/t'], { cwd: join(cwd, 'a') });
    const far = await runCli(['nginx', '--templates', join(cwd, 'a/b/t'), 'a/deploy.yaml'], {
      cwd,
    });

    expect(near.stdout).toContain('#     deploygen nginx --templates b/t deploy.yaml\n');
    expect(far).toEqual(near);
  });

  it.each(targets)('is a flag of $name', async ({ name }) => {
    const { path: cwd } = scratch();

    expect((await runCli([name, '--help'], { cwd })).stdout).toContain('--templates <dir>');
  });
});
