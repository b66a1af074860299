import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { targets } from '../../src/targets/index.ts';
import { startedLines } from '../served-app.ts';
import { SMALL } from './descriptors.ts';
import { CLI, runCli, runShell } from './run-cli.ts';
import { scratch } from './scratch.ts';

// What docs/performance.md rests on, without a clock.
const DIST = dirname(CLI);
const NODE = process.execPath;
const complete = (target: string) => `${SMALL}user: shop\n${startedLines(target)}`;
/** Of Node's own modules, those that take long to load. */
const LARGE = ['child_process', 'http', 'internal/fs/promises', 'net', 'stream', 'zlib'];

describe('deploygen TARGET', () => {
  it('is a program without the other commands', () => {
    const [quick, whole] = ['quick', 'whole'].map((name) =>
      readFileSync(join(DIST, `${name}.js`), 'latin1'),
    );

    for (const text of ['showHelpAfterError', 'no-wildcard-first-host', 'sarif-2.1.0']) {
      expect(whole).toContain(text);
      expect(quick).not.toContain(text);
    }
    expect(quick?.length).toBeLessThan(480_000);
  });

  it.each(['quick', 'whole'])('is taken as V8 compiled it at build time: %s', async (name) => {
    const check = `
      const { readFileSync } = require('node:fs');
      const { Script } = require('node:vm');
      const cachedData = readFileSync('${name}-' + process.version + '-' + process.arch + '.cache');
      const script = new Script(readFileSync('${name}.js', 'latin1'), { cachedData });
      console.log(script.cachedDataRejected);`;
    const { path: cwd } = scratch({ 'check.cjs': check });

    expect(await runShell(`cd ${DIST} && ${NODE} ${cwd}/check.cjs`, cwd)).toEqual({
      status: 0,
      stdout: 'false\n',
      stderr: '',
    });
  });

  it('loads none of the large modules of Node', async () => {
    const hook = "process.on('exit', () => console.error(process.moduleLoadList.join()));";
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL, 'hook.cjs': hook });
    const { status, stderr } = await runShell(`${NODE} -r ./hook.cjs ${CLI} nginx`, cwd);

    expect(status).toBe(0);
    const loaded = stderr.trim().split(',');
    expect(loaded).toContain('NativeModule vm');
    expect(LARGE.filter((name) => loaded.includes(`NativeModule ${name}`))).toEqual([]);
  });

  it.each(targets)(
    'prints what it writes, and the same where V8 has to compile: $name',
    async ({ name }) => {
      const { path: cwd, read, list } = scratch({ 'deploy.yaml': complete(name) });
      const { status, stdout } = await runCli([name], { cwd });
      await runCli([name, '--output', 'out'], { cwd });
      const files = list().filter((path) => /^out\/./.test(path));
      cpSync(DIST, join(cwd, 'dist'), { recursive: true });
      for (const file of readdirSync(join(cwd, 'dist'))) {
        if (file.endsWith('.cache')) rmSync(join(cwd, 'dist', file));
      }

      expect(status).toBe(0);
      expect(files).not.toEqual([]);
      for (const file of files) expect(stdout).toContain(read(file));
      expect((await runShell(`${NODE} dist/cli.js ${name}`, cwd)).stdout).toBe(stdout);
    },
  );
});
