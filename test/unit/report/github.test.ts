import { expect, it } from 'vitest';
import { github } from '../../../src/report/github.ts';
import { samples } from './samples.ts';

it('writes one command a line, escaped as actions/toolkit does', () => {
  expect(github(samples).split('\n')).toEqual([
    '::warning title=deploygen (no-socket-in-tmp),file=deploy/my shop%2C 100%25%3A #1?.yaml,line=2,endLine=2,col=9,endColumn=25::deploy/my shop, 100%25: #1?.yaml:2:9: socket "/tmp/100%25,a.sock" is under /tmp%0Ause /run/shop/app.sock',
    '::error title=deploygen (schema-missing-key),file=./deploy.yaml,line=1,endLine=1,col=1,endColumn=1::./deploy.yaml:1:1: missing key "name"',
    '::error title=deploygen (schema-missing-key),file=./deploy.yaml,line=5,endLine=9::./deploy.yaml:5:1: missing key "name"',
    '::notice title=deploygen (some-note),file=/srv/shop/é.yaml,line=3,endLine=3,col=2,endColumn=4::/srv/shop/é.yaml:3:2: first%0D%0Asecond%0Athird',
    '',
  ]);
});

it('writes nothing without diagnostics', () => {
  expect(github([])).toBe('');
});
