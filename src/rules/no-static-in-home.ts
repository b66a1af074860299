import type { Rule } from '../core/rule.ts';
import { normalisePath } from './disk-path.ts';
import { isSystemFolder } from './system-folder.ts';

export const noStaticInHome: Rule = {
  code: 'no-static-in-home',
  severity: 'warning',
  summary: 'a static folder or file in a home directory, which the web server may not enter',
  check({ applications, webUser }, report) {
    for (const { name, statics } of applications) {
      for (const entry of statics) {
        const { path } = entry;
        const home = HOME.exec(normalisePath(path.value));
        if (home === null || isSystemFolder(entry)) continue;
        const [folder, user = 'root'] = home;
        if (user === webUser.value) continue;
        report({
          at: path,
          message: `static path "${path.value}" is in ${folder}, which "${webUser.value}" may not enter`,
          help: `move it, for example to /srv/${name.value}/static/: homes have mode 0700`,
        });
      }
    }
  },
};

const HOME = /^\/(?:home\/([^/]+)|root)(?=\/|$)/;
