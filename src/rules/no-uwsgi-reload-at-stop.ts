import type { Rule } from '../core/rule.ts';
import { uwsgiOptions } from './uwsgi-options.ts';

export const noUwsgiReloadAtStop: Rule = {
  code: 'no-uwsgi-reload-at-stop',
  severity: 'warning',
  summary: 'a master process of uWSGI that reloads when it is asked to stop',
  check({ applications }, report) {
    for (const application of applications) {
      const uwsgi = uwsgiOptions(application);
      if (uwsgi === null || !uwsgi.areAll || !uwsgi.stated.has('master')) continue;
      const stops = [...uwsgi.stated].some(
        ([option, values]) =>
          /^(die-on-term|exit-on-reload)$/.test(option) ||
          (option.startsWith('hook-') && values.some((value) => value.includes('unix_signal:15'))),
      );
      if (stops) continue;
      report({
        at: uwsgi.at,
        message: 'the master of uWSGI takes SIGTERM for a reload, and runs on until it is killed',
        help: 'add "--hook-master-start", "unix_signal:15 gracefully_kill_them_all"',
      });
    }
  },
};
