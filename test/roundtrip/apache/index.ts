import { apache as program } from '../../../src/live/apache.ts';
import type { Suite } from '../subject.ts';
import { openWebLab, type WebLab } from '../web-lab.ts';
import { files } from './files.ts';
import { headers } from './headers.ts';
import { params } from './params.ts';
import { patterns } from './patterns.ts';

/** Apache httpd 2.4. */
export const apache: Suite<WebLab> = {
  dialect: 'apache',
  needs: ['apache2'],
  open: () => openWebLab(program),
  subjects: [...params, ...files, ...headers, ...patterns],
};
