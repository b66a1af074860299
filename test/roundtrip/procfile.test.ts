import { procfile } from './procfile/index.ts';
import { prove } from './prove.ts';

prove(procfile);
