import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../../src/deploygen.ts';
import { shownTargets } from '../../src/explain/shown-targets.ts';
import { toStack } from '../../src/explain/stack.ts';
import { stackSvg } from '../../src/explain/stack-svg.ts';
import { fineFiles } from '../fine-files.ts';
import { needs } from '../servers/needs.ts';
import { type ColorScheme, openPage } from './chromium.ts';

/** Long and wide texts, those that are markup, and those that a browser might turn around. */
const NASTY = {
  apps: [
    {
      name: 'one',
      mount: `/${'long'.repeat(30)}`,
      socket: '/run/日本語の長い名前のソケット/app.sock',
    },
    {
      name: 'two',
      mount: '/<b>&amp;</b> "x"',
      socket: Array.from({ length: 9 }, (_, index) => `127.0.0.1:${9000 + index}`),
      command: [
        '/bin/x',
        'WWWWWWWWWW@@@@@@@@@@%%%%%%%%%%MMMMMMMMMM',
        '😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀',
        'a\u202eb',
      ],
      user: 'two',
    },
    { name: 'three', socket: '/run/three/app.sock', static: { '/a/': '/', '/é.ico': '/é.ico' } },
  ],
};

describe.runIf(needs('chromium'))('the picture of a stack in a browser', () => {
  const pictures = [
    ...fineFiles.map((path) => readFileSync(path, 'utf8')),
    JSON.stringify(NASTY),
  ].map(draw);

  it.each<[ColorScheme, string]>([
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(13, 17, 23)'],
  ])('is legible in %s', async (scheme, ground) => {
    const script = readFileSync(join(import.meta.dirname, 'judge-pictures.js'), 'utf8');
    const html = `<!doctype html><meta charset="utf-8">${pictures.join('')}<script>${script}</script>`;

    const result = (await openPage(html, scheme)) as Judged;

    expect(result).toMatchObject({ isDark: scheme === 'dark', ground });
    expect(result.faults).toHaveLength(pictures.length);
    expect(result.faults.filter(({ found }) => found.length > 0)).toEqual([]);
    expect(result.faults.every(({ texts }) => texts >= 5)).toBe(true);
  });
});

interface Judged {
  readonly isDark: boolean;
  readonly ground: string;
  readonly faults: readonly {
    readonly title: string;
    readonly texts: number;
    readonly found: readonly string[];
  }[];
}

function draw(source: string): string {
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return stackSvg(toStack(loaded.deployment, shownTargets([])));
}
