import type { Rule } from '../core/rule.ts';

export const noOpenUmask: Rule = {
  code: 'no-open-umask',
  severity: 'warning',
  summary: 'a umask with which everybody may write to new files',
  check({ applications }, report) {
    for (const { umask } of applications) {
      if (umask === null || (Number.parseInt(umask.value, 8) & 0o002) !== 0) continue;
      report({
        at: umask,
        message: `with umask "${umask.value}" every user of the machine may write to the application's new files`,
        help: 'use "027", or "007" for a group that shares them; "mode" is for the socket',
      });
    }
  },
};
