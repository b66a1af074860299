import type { Diagnostic } from './diagnostic.ts';
import type { Deployment } from './model.ts';
import { blame } from './place.ts';
import type { Rule } from './rule.ts';

/** What rules find in a deployment, in no order. */
export function checkRules(deployment: Deployment, rules: readonly Rule[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { code, severity, check } of rules) {
    check(deployment, ({ at, message, help }) => {
      found.push({ ...blame(at, { code, message, help }), severity });
    });
  }
  return found;
}
