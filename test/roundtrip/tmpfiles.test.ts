import { prove } from './prove.ts';
import { tmpfiles } from './tmpfiles/index.ts';

prove(tmpfiles);
