import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';

const MAIN = '/etc/lighttpd/lighttpd.conf';

export function install(deployment: Deployment): Installation {
  const { value: name } = deployment.name;
  const isDebian = deployment.platform.value === 'debian';
  const path = isDebian
    ? `/etc/lighttpd/conf-available/50-${name}.conf`
    : `/etc/lighttpd/vhosts.d/${name}.conf`;
  const take = [
    run('check the whole configuration: it has to print nothing', 'lighttpd', '-tt', '-f', MAIN),
    run('take it up', 'systemctl', 'reload', 'lighttpd'),
  ];
  return {
    files: [{ name: `${name}.lighttpd.conf`, path, owner: 'root', group: 'root', mode: '0644' }],
    check: [],
    enable: [
      isDebian
        ? run('enable it', 'lighty-enable-mod', name)
        : byHand(`have 'include "/etc/lighttpd/vhosts.d/*.conf"' at the end of ${MAIN}`),
      ...take,
    ],
    reload: take,
    release: [],
    rollback: take,
    disable: isDebian ? [run('disable it', 'lighty-disable-mod', name), ...take] : [],
    forget: isDebian ? [] : take,
  };
}
