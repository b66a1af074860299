import type { Rule } from '../core/rule.ts';

export const noFolderAsScript: Rule = {
  code: 'no-folder-as-script',
  severity: 'error',
  summary: 'a SCRIPT_FILENAME that is a folder, or empty',
  check({ applications }, report) {
    for (const { name, value } of applications.flatMap(({ params }) => params)) {
      if (name.value !== 'SCRIPT_FILENAME' || !/\/$|^$/.test(value.value)) continue;
      report({
        at: value,
        message: `script "${value.value}" is ${value.value === '' ? 'empty' : 'a folder'}`,
        help: 'name the file that answers, such as "/srv/album/index.php"',
      });
    }
  },
};
