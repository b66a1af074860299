import type { Rule } from '../core/rule.ts';

export const noWildcardFirstHost: Rule = {
  code: 'no-wildcard-first-host',
  severity: 'warning',
  summary: 'a wildcard as the main name of the site',
  check({ hosts }, report) {
    // Exact names come first, wherever they are listed.
    const [first] = hosts;
    if (first === undefined || !first.value.startsWith('*')) return;
    report({
      at: first,
      message: `the main name of the site is the wildcard "${first.value}"`,
      help: `add an exact name, such as "${first.value.replace('*', 'www')}": SERVER_NAME may never be a pattern`,
    });
  },
};
