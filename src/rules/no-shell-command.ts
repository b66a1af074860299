import type { Rule } from '../core/rule.ts';
import { startedPrograms } from '../core/started-programs.ts';

export const noShellCommand: Rule = {
  code: 'no-shell-command',
  severity: 'warning',
  summary: 'a shell between the manager and the worker, which keeps signals to itself',
  check({ applications, platform }, report) {
    for (const application of applications) {
      const shell = startedPrograms(application).find(({ name }) =>
        (platform.value === 'debian' ? /^(da)?sh$/ : /^dash$/).test(name),
      );
      const [option, script] = shell?.arguments ?? [];
      if (shell === undefined || script === undefined || !/^-[a-z]*c$/.test(option?.value ?? '')) {
        continue;
      }
      if (/\bexec\s/.test(script.value)) continue;
      report({
        at: shell.at,
        message: `"${shell.at.value} ${option?.value}" stays between the manager and the worker: signals do not pass`,
        help: 'write the program and its arguments as the list, or "exec" before the program',
      });
    }
  },
};
