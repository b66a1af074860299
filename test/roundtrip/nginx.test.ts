import { nginx } from './nginx/index.ts';
import { prove } from './prove.ts';

prove(nginx);
