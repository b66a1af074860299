import { lighttpd as program } from '../../../src/live/lighttpd.ts';
import type { Suite } from '../subject.ts';
import { openWebLab, type WebLab } from '../web-lab.ts';
import { others } from './others.ts';
import { strings } from './strings.ts';

/** lighttpd 1.4.69. */
export const lighttpd: Suite<WebLab> = {
  dialect: 'lighttpd',
  needs: ['lighttpd'],
  open: () => openWebLab(program),
  subjects: [...strings, ...others],
};
