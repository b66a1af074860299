import type { Rule } from '../core/rule.ts';
import { uwsgiOptions } from './uwsgi-options.ts';

export const noUwsgiWithoutMaster: Rule = {
  code: 'no-uwsgi-without-master',
  severity: 'warning',
  summary: 'several processes of uWSGI, and no master that looks after them',
  check({ applications }, report) {
    for (const application of applications) {
      const uwsgi = uwsgiOptions(application);
      if (uwsgi === null || !uwsgi.areAll || uwsgi.stated.has('master')) continue;
      const count = ['processes', 'workers']
        .flatMap((option) => uwsgi.stated.get(option) ?? [])
        .find((number) => Number(number) > 1);
      if (count === undefined) continue;
      report({
        at: uwsgi.at,
        message: `uWSGI starts "${count}" processes without a master: one that dies is not replaced, and all but one outlive a stop`,
        help: `let the command start one, and write "processes: ${count}"`,
      });
    }
  },
};
