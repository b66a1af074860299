import { prove } from './prove.ts';
import { sysusers } from './sysusers/index.ts';

prove(sysusers);
