import { lighttpd } from './lighttpd/index.ts';
import { prove } from './prove.ts';

prove(lighttpd);
