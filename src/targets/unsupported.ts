import type { Diagnostic } from '../core/diagnostic.ts';
import { blame, type Placed } from '../core/place.ts';

/** What a target can't honour, at its place. */
export function unsupported(placed: Placed<unknown>, message: string, help: string): Diagnostic {
  return blame(placed, { code: 'target-unsupported', message, help });
}
