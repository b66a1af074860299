import type { Rule } from '../core/rule.ts';
import { serverVariable } from './server-variable.ts';

export const noRelativeScript: Rule = {
  code: 'no-relative-script',
  severity: 'warning',
  summary: 'a SCRIPT_FILENAME that is no absolute path',
  check({ applications }, report) {
    for (const { name, value } of applications.flatMap(({ params }) => params)) {
      if (name.value !== 'SCRIPT_FILENAME' || /^\/|^$/.test(value.value)) continue;
      if (serverVariable(value.value) !== null) continue;
      report({
        at: value,
        message: `script "${value.value}" is no absolute path`,
        help: 'write the whole path, such as "/srv/album/index.php"',
      });
    }
  },
};
