import { prove } from './prove.ts';
import { systemd } from './systemd/index.ts';

prove(systemd);
