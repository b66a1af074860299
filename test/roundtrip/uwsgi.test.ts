import { prove } from './prove.ts';
import { uwsgi } from './uwsgi/index.ts';

prove(uwsgi);
