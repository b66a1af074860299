import { apache } from '../../../src/live/apache.ts';
import { testMatrix } from './test-matrix.ts';

testMatrix(apache);
