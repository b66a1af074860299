import { nginx } from '../../../src/live/nginx.ts';
import { testMatrix } from './test-matrix.ts';

testMatrix(nginx);
