import { prove } from './prove.ts';
import { shell } from './shell/index.ts';

prove(shell);
