import type { Application } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';
import { commandKind } from './command-kind.ts';

export const noEmptyBareMountWithFlup: Rule = {
  code: 'no-empty-bare-mount-with-flup',
  severity: 'note',
  summary: 'an empty PATH_INFO for a Python script, where flup and flipflop make up another',
  check({ applications }, report) {
    for (const application of applications) {
      const { bareMount, mount } = application;
      if (bareMount.value !== 'empty' || mount.value === '' || !mayBeFlup(application)) continue;
      report({
        at: bareMount,
        message: `with "empty" flup and flipflop take PATH_INFO from the undecoded address of "${mount.value}"`,
        help: 'use "redirect" or "slash" unless the script serves FastCGI with another library',
      });
    }
  },
};

/** Scripts that Python runs serve FastCGI with one of the two as a rule; what they import can't be seen. */
function mayBeFlup(application: Application): boolean {
  const words = application.command?.value ?? [];
  return (
    commandKind(application) === 'python' || words.some(({ value }) => /flup|flipflop/i.test(value))
  );
}
