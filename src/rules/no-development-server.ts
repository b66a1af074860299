import type { Rule } from '../core/rule.ts';
import { type StartedProgram, startedPrograms } from '../core/started-programs.ts';

export const noDevelopmentServer: Rule = {
  code: 'no-development-server',
  severity: 'error',
  summary: "a framework's server for development as the command",
  check({ applications }, report) {
    for (const application of applications) {
      const server = startedPrograms(application).find(isDevelopmentServer);
      if (server === undefined) continue;
      report({
        at: server.at,
        message: `"${server.at.value}" starts a server for development, which speaks HTTP at a port of its own`,
        help: 'serve the application by FastCGI, such as: [/usr/bin/uwsgi, --protocol, fastcgi, ...]',
      });
    }
  },
};

function isDevelopmentServer({ name, arguments: words }: StartedProgram): boolean {
  if (/^(morbo|http\.server)$/.test(name)) return true;
  return SERVERS.some(
    ([program, word]) => program.test(name) && words.some(({ value }) => word.test(value)),
  );
}

const SERVERS: readonly (readonly [program: RegExp, word: RegExp])[] = [
  [/^flask$/, /^run$/],
  [/^(manage\.py|django-admin|django)$/, /^runserver(_plus)?$/],
  [/^php[0-9.]*$/, /^-S$/],
  [/^rails$/, /^(s|server)$/],
];
