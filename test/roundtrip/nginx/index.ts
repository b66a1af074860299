import { nginx as program } from '../../../src/live/nginx.ts';
import type { Suite } from '../subject.ts';
import { openWebLab, type WebLab } from '../web-lab.ts';
import { others } from './others.ts';
import { plains } from './plains.ts';
import { words } from './words.ts';

/** nginx 1.22 and later. */
export const nginx: Suite<WebLab> = {
  dialect: 'nginx',
  needs: ['nginx'],
  open: () => openWebLab(program),
  subjects: [...words, ...plains, ...others],
};
