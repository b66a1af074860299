import type { Dialect } from '../core/dialect.ts';
import { nginx } from './nginx.ts';

/** Every dialect; templates are named after them: templates/TARGET/FILE.DIALECT.hbs. */
export const dialects: readonly Dialect[] = [nginx];
