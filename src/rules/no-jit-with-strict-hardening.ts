import type { Rule } from '../core/rule.ts';
import { startedPrograms } from './started-programs.ts';

export const noJitWithStrictHardening: Rule = {
  code: 'no-jit-with-strict-hardening',
  severity: 'error',
  summary: 'strict hardening of a program that compiles at run time, which it forbids',
  check({ applications }, report) {
    for (const application of applications) {
      const { hardening } = application;
      if (hardening.value !== 'strict') continue;
      const program = startedPrograms(application).find(
        ({ name, arguments: words }) =>
          /^(node(js)?[0-9]*|java)$/.test(name) &&
          !words.some(({ value }) => value === '--jitless'),
      );
      if (program === undefined) continue;
      report({
        at: hardening,
        message: `"strict" lets no program compile at run time, and "${program.at.value}" does not start without`,
        help: 'use "basic"',
      });
    }
  },
};
