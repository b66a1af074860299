import type { Deployment } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { Rule } from '../core/rule.ts';

export const noLogWithoutRotation: Rule = {
  code: 'no-log-without-rotation',
  severity: 'note',
  summary: 'a log of the site where no package rotates it',
  check(deployment, report) {
    const folders = foldersOf(deployment);
    for (const log of logsOf(deployment)) {
      if (log.value === 'off' || log.value.startsWith('/dev/')) continue;
      const [, folder = ''] = /^(.*)\/[^/]+\.log$/.exec(log.value) ?? [];
      if (folders.includes(folder)) continue;
      report({
        at: log,
        message: `nothing rotates "${log.value}", unless you have said so to logrotate`,
        help: `use "${folders[0]}/NAME.log", which the package of the web server rotates`,
      });
    }
  },
};

function logsOf({ accessLog, errorLog }: Deployment): readonly Placed<string>[] {
  return [accessLog, errorLog].filter((log) => log !== null);
}

/** What /etc/logrotate.d of the packages names, each as FOLDER/*.log. */
const FOLDERS = {
  debian: { nginx: '/var/log/nginx', apache: '/var/log/apache2', lighttpd: '/var/log/lighttpd' },
  rhel: { nginx: '/var/log/nginx', apache: '/var/log/httpd', lighttpd: '/var/log/lighttpd' },
} as const;

/** Of the servers that the descriptor states, or of all of them. */
function foldersOf({ platform, targets }: Deployment): readonly string[] {
  const all = Object.entries(FOLDERS[platform.value]);
  const stated = all.filter(([server]) => targets.some(({ name }) => name.value === server));
  return (stated.length === 0 ? all : stated).map(([, folder]) => folder);
}
