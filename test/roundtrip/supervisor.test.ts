import { prove } from './prove.ts';
import { supervisor } from './supervisor/index.ts';

prove(supervisor);
