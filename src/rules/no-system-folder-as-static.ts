import type { Rule } from '../core/rule.ts';
import { isSystemFolder } from './system-folder.ts';

export const noSystemFolderAsStatic: Rule = {
  code: 'no-system-folder-as-static',
  severity: 'error',
  summary: 'a folder of the system, such as /etc or /home, as a static folder',
  check({ applications }, report) {
    for (const entry of applications.flatMap(({ statics }) => statics)) {
      if (!isSystemFolder(entry)) continue;
      const { kind, path, url } = entry;
      report({
        at: path,
        message: `static ${kind} "${path.value}" hands out the system's own files`,
        help: `name the folder that has just the files of "${url.value}", such as "/srv/NAME/static/"`,
      });
    }
  },
};
