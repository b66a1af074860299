import type { Application } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';
import { startedPrograms } from '../core/started-programs.ts';
import { bindsByItself } from './binds-by-itself.ts';
import { uwsgiOptions } from './uwsgi-options.ts';

export const noCommandWithoutFastcgi: Rule = {
  code: 'no-command-without-fastcgi',
  severity: 'error',
  summary: 'a command that speaks another protocol than FastCGI',
  check({ applications }, report) {
    for (const application of applications) {
      if (application.protocol.value !== 'fastcgi') continue;
      const http = startedPrograms(application).find(({ name }) => HTTP.test(name));
      if (http !== undefined) {
        report({
          at: http.at,
          message: `"${http.at.value}" speaks HTTP, not FastCGI`,
          help: 'state "protocol: http", or serve the application by FastCGI: [/usr/bin/uwsgi, --protocol, fastcgi, ...]',
        });
      } else if (speaksUwsgi(application)) {
        report({
          at: uwsgiOptions(application)?.at ?? application.name,
          message: 'uWSGI speaks a protocol of its own on the socket that it inherits',
          help: 'add "--protocol", "fastcgi" to the command',
        });
      }
    }
  },
};

const HTTP =
  /^(gunicorn[0-9.]*|uvicorn|hypercorn|daphne|granian|waitress(-serve)?|cheroot|puma|unicorn|hypnotoad|tracd)$/;

/** uWSGI whose options are all known, and none of them is about a protocol. */
function speaksUwsgi(application: Application): boolean {
  const uwsgi = uwsgiOptions(application);
  if (uwsgi === null || !uwsgi.areAll || bindsByItself(application) !== null) return false;
  return ![...uwsgi.stated].some(
    ([option, values]) =>
      option.startsWith('fastcgi-') ||
      (/protocol$/.test(option) && values.some((value) => value.startsWith('fastcgi'))),
  );
}
