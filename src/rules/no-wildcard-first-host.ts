import type { Rule } from '../core/rule.ts';

export const noWildcardFirstHost: Rule = {
  code: 'no-wildcard-first-host',
  severity: 'warning',
  summary: 'a wildcard as the main name of the site',
  check({ hosts }, report) {
    const [first, ...others] = hosts;
    if (first === undefined || !first.value.startsWith('*')) return;
    const exact = others.find(({ value }) => !value.startsWith('*'));
    report({
      at: first,
      message: `the main name of the site is the wildcard "${first.value}"`,
      help: `put an exact name first, such as "${exact?.value ?? first.value.replace('*', 'www')}": SERVER_NAME may never be a pattern`,
    });
  },
};
