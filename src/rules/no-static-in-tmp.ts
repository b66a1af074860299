import type { Rule } from '../core/rule.ts';
import { normalisePath } from './disk-path.ts';

export const noStaticInTmp: Rule = {
  code: 'no-static-in-tmp',
  severity: 'warning',
  summary: 'a static folder or file under /tmp or /var/tmp',
  check({ applications }, report) {
    for (const { name, statics } of applications) {
      for (const { path } of statics) {
        const folder = TEMPORARY.exec(normalisePath(path.value))?.[0];
        if (folder === undefined) continue;
        report({
          at: path,
          message: `static path "${path.value}" is under ${folder}`,
          // Debian 12's apache2.service has PrivateTmp=true.
          help: `move it, for example to /srv/${name.value}/static/: a web server with PrivateTmp has a ${folder} of its own`,
        });
      }
    }
  },
};

const TEMPORARY = /^\/(var\/)?tmp(?=\/|$)/;
