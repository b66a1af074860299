import type { Rule } from '../core/rule.ts';
import { startedPrograms } from '../core/started-programs.ts';

export const noMultiwatchSignal: Rule = {
  code: 'no-multiwatch-signal',
  severity: 'warning',
  summary: 'the option of multiwatch that names a signal and sends another',
  check({ applications }, report) {
    for (const application of applications) {
      const multiwatch = startedPrograms(application).find(({ name }) => name === 'multiwatch');
      const words = multiwatch?.arguments ?? [];
      const end = words.findIndex(({ value }) => value === '--');
      const option = words
        .slice(0, end === -1 ? words.length : end)
        .find(({ value }) => /^(-s[A-Z0-9]*|--signal(=.*)?)$/.test(value));
      if (option === undefined) continue;
      report({
        at: option,
        message: `multiwatch 1.0.0 sends another signal than "${option.value}" asks for`,
        help: 'leave it out: workers then get SIGUSR1, the signal of FastCGI for a graceful stop',
      });
    }
  },
};
