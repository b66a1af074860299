import type { Rule } from '../core/rule.ts';

export const noHostWithoutDomain: Rule = {
  code: 'no-host-without-domain',
  severity: 'note',
  summary: 'a site whose names are all without a domain',
  check({ hosts }, report) {
    const [first] = hosts;
    if (first === undefined || hosts.some(({ value }) => /\.|^localhost$/.test(value))) return;
    report({
      at: first,
      message: `host "${first.value}" does not match requests for its full name`,
      help: `add the full name, such as "${first.value}.example.org"`,
    });
  },
};
