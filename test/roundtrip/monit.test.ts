import { monit } from './monit/index.ts';
import { prove } from './prove.ts';

prove(monit);
