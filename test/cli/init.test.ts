import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { load, render } from '../../src/deploygen.ts';
import { lint } from '../../src/lint.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const MANAGE = `#!/usr/bin/env python
import os
def main():
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'desk.settings')
    from django.core.management import execute_from_command_line
`;

/** A project, what it is taken for, and what its descriptor says. */
const PROJECTS: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  recognised: string,
  says: string,
])[] = [
  [
    'Django',
    { 'manage.py': MANAGE, 'desk/wsgi.py': '' },
    'a Django project',
    'module: "desk.wsgi:application"',
  ],
  [
    'Flask',
    { 'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n' },
    'a Flask application',
    'module: "app:app"',
  ],
  [
    'a Flask package',
    { 'shop/__init__.py': 'import flask\nweb = flask.Flask("x")\n', 'setup.py': '' },
    'a Flask application',
    'module: "shop:web"',
  ],
  ['PHP', { 'index.php': '<?php' }, 'a PHP application', 'script: /srv/my-shop/index.php'],
  [
    'PHP with a public folder',
    { 'public/index.php': '<?php', 'composer.json': '{}' },
    'a PHP application',
    'script: /srv/my-shop/public/index.php',
  ],
  [
    'PSGI',
    { 'app.psgi': '', cpanfile: '' },
    'a Perl application (PSGI)',
    'script: /srv/my-shop/app.psgi',
  ],
  [
    'Perl FastCGI',
    { 'notes.fcgi': 'use FCGI;\n' },
    'a Perl application (FastCGI)',
    'command: [/usr/bin/perl, /srv/my-shop/notes.fcgi]',
  ],
  [
    'Node',
    { 'package.json': '{"scripts": {"start": "node ./src/web.js"}}', 'index.js': '' },
    'a Node application',
    'command: [/usr/bin/node, /srv/my-shop/src/web.js]',
  ],
  [
    'nothing known',
    { README: '' },
    'no project that deploygen knows',
    'command: [/srv/my-shop/my-shop.fcgi]',
  ],
];

describe('deploygen init', () => {
  it.each(PROJECTS)('knows %s', async (_, files, recognised, says) => {
    const named = Object.entries(files).map(([name, text]) => [`My Shop/${name}`, text]);
    const made = scratch(Object.fromEntries(named));
    const { status, stderr } = await runCli(['init', 'My Shop'], { cwd: made.path });

    expect(status, stderr).toBe(0);
    expect(stderr).toContain(recognised);
    const text = made.read('My Shop/deploy.yaml');
    expect(text).toContain(says);
    expect(lint(text, 'deploy.yaml')).toEqual([]);
    const loaded = load(text, 'deploy.yaml');
    if (!loaded.ok) throw new Error('it lints clean');
    const { targets } = loaded.deployment;
    expect(targets.length).toBeGreaterThan(0);
    for (const { name } of targets) {
      expect(render(loaded.deployment, name.value), name.value).toMatchObject({ ok: true });
    }
    expect((await runCli(['build', 'My Shop'], { cwd: made.path })).status).toBe(0);
  });

  it('takes what flags say', async () => {
    const made = scratch({ 'static/a.css': '', 'app.py': 'app = Flask(__name__)\n' });
    const flags = [
      '--name',
      'desk',
      '--mount',
      '/help desk',
      '--host',
      'desk.example',
      '--user',
      'www',
    ];
    const more = [
      '--directory',
      '/opt/desk',
      '--processes',
      '2',
      '--target',
      'apache',
      '-o',
      'd.yaml',
    ];
    const { status, stderr } = await runCli(['init', ...flags, ...more, '--schema', 's.json'], {
      cwd: made.path,
    });

    expect(status, stderr).toBe(0);
    const text = made.read('d.yaml');
    expect(text).toMatch(/^# yaml-language-server: \$schema=s\.json\n/);
    const loaded = load(text, 'd.yaml');
    expect(loaded.ok && loaded.deployment.applications[0].statics[0]?.url.value).toBe(
      '/help desk/static/',
    );
    expect(loaded.ok && loaded.deployment.hosts.map(({ value }) => value)).toEqual([
      'desk.example',
    ]);
  });

  it('points editors to the schema of the installed package', async () => {
    const schema = 'node_modules/deploygen/schemas/deploy.schema.json';
    const made = scratch({ [schema]: '{}' });
    await runCli(['init'], { cwd: made.path });

    expect(made.read('deploy.yaml')).toContain(`$schema=${schema}\n`);
    const { exports, files } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(exports['./schema.json']).toBe('./schemas/deploy.schema.json');
    expect(files).toContain('schemas');
    expect(existsSync('schemas/deploy.schema.json')).toBe(true);
  });

  it.each<[string, readonly string[], string]>([
    ['a descriptor is there', ['init'], 'is there already'],
    [
      'there is no folder',
      ['init', 'nowhere'],
      'cannot read nowhere: there is no such file or folder',
    ],
    ['a target is unknown', ['init', '-o', 'x.yaml', '--target', 'ngnix'], 'no target "ngnix"'],
    ['a number is none', ['init', '-o', 'x.yaml', '--processes', 'many'], 'no number of processes'],
  ])('could not run where %s', async (_, args, message) => {
    const made = scratch({ 'deploy.yaml': '' });
    const { status, stderr } = await runCli(args, { cwd: made.path });

    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(made.list()).toEqual(['deploy.yaml']);
  });

  it('writes nothing that is wrong', async () => {
    const made = scratch();
    const { status, stderr } = await runCli(['init', '--name', 'Bad Name'], { cwd: made.path });

    expect(status).toBe(1);
    expect(stderr).toContain('deploy.yaml:');
    expect(made.list()).toEqual([]);
  });
});
