import { lighttpd } from '../../../src/live/lighttpd.ts';
import { testMatrix } from './test-matrix.ts';

testMatrix(lighttpd);
