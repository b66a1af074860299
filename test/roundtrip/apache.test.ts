import { apache } from './apache/index.ts';
import { prove } from './prove.ts';

prove(apache);
