import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

it.each(['django', 'flask', 'gunicorn', 'office', 'perl', 'php'])(
  'examples/%s/generated is what its descriptor renders, unchanged and complete',
  async (example) => {
    const result = await runCli(['build', '--check'], { cwd: join(EXAMPLES, example) });

    expect(result).toEqual({ status: 0, stdout: '', stderr: '0 differences\n' });
  },
);
