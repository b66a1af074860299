import { describe, expect, it } from 'vitest';
import { header } from '../../../src/core/header.ts';
import type { PlanOptions } from '../../../src/core/target.ts';
import { deploymentOf } from './deployment-of.ts';

const fragment = deploymentOf('name: a\nsocket: /a');
const site = deploymentOf('name: a\nsocket: /a\nhosts: [b]');
const options: PlanOptions = {
  layout: 'fragment',
  listen: { host: '127.0.0.1', port: 8080 },
  stateDirectory: '',
};

function command(
  path: string,
  changes: Partial<PlanOptions> | null,
  deployment = fragment,
): string {
  const plan = changes === null ? null : { ...options, ...changes };
  return header({ ...deployment, path }, 'nginx', plan).command.value;
}

describe('header', () => {
  it.each([
    ['deploy.yaml', {}, 'deploygen nginx deploy.yaml'],
    ['deploy.yaml', null, 'deploygen nginx deploy.yaml'],
    ['/home/me/a/deploy.yaml', {}, 'deploygen nginx deploy.yaml'],
    ['../b.yaml', {}, 'deploygen nginx b.yaml'],
    ['-', {}, 'deploygen nginx -'],
    ["it's my file.yaml", {}, "deploygen nginx 'it'\\''s my file.yaml'"],
    ['$(x).yaml', {}, "deploygen nginx '$(x).yaml'"],
    ['d.yaml', { layout: 'site' }, 'deploygen nginx --layout site d.yaml'],
    [
      'd.yaml',
      { layout: 'standalone', stateDirectory: '/tmp/a b' },
      "deploygen nginx --layout standalone --listen 127.0.0.1:8080 --state-dir '/tmp/a b' d.yaml",
    ],
    [
      'd.yaml',
      { layout: 'standalone', stateDirectory: '/s', listen: { host: '::1', port: 1 } },
      'deploygen nginx --layout standalone --listen [::1]:1 --state-dir /s d.yaml',
    ],
  ] as const)('says how to reproduce the files of %s with %o', (path, changes, expected) => {
    expect(command(path, changes)).toBe(expected);
  });

  it('leaves the default layout out', () => {
    expect(command('d.yaml', { layout: 'site' }, site)).toBe('deploygen nginx d.yaml');
    expect(command('d.yaml', { layout: 'fragment' }, site)).toBe(
      'deploygen nginx --layout fragment d.yaml',
    );
  });

  it('names the descriptor without its folder', () => {
    expect(header({ ...fragment, path: '/a/b.yaml' }, 'x', null).source.value).toBe('b.yaml');
    expect(header({ ...fragment, path: '-' }, 'x', null).source.value).toBe('standard input');
  });
});
