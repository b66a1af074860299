import { phpFpm } from './php-fpm/index.ts';
import { prove } from './prove.ts';

prove(phpFpm);
