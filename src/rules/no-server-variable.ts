import type { Rule } from '../core/rule.ts';
import { serverVariable } from './server-variable.ts';

export const noServerVariable: Rule = {
  code: 'no-server-variable',
  severity: 'error',
  summary: 'a parameter with a variable of a server, which is sent as it stands',
  check({ applications }, report) {
    for (const { name, value } of applications.flatMap(({ params }) => params)) {
      const variable = serverVariable(value.value);
      if (variable === null) continue;
      report({
        at: value,
        message: `"${variable}" is sent to the application as it stands`,
        help:
          name.value === 'SCRIPT_FILENAME'
            ? 'write the path of the file, such as "/srv/album/index.php"'
            : 'write the value itself; what differs from request to request is sent already',
      });
    }
  },
};
