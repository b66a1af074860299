import { prove } from './prove.ts';
import { python } from './python/index.ts';

prove(python);
