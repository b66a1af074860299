import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';

/** Where monit looks for checks. */
const PLACES = { debian: '/etc/monit/conf.d', rhel: '/etc/monit.d' } as const;

export function install({ applications, platform }: Deployment): Installation {
  const reload = [
    run('check all that monit reads', 'monit', '-t'),
    run('read the files; processes go on', 'monit', 'reload'),
  ];
  const restart = applications.map(({ name }) =>
    run('restart it; requests are lost', `/etc/init.d/${name.value}`, 'restart'),
  );
  return {
    files: applications.map(({ name: { value: name } }) => ({
      name: `${name}.monit.conf`,
      path: `${PLACES[platform.value]}/${name}`,
      owner: 'root' as const,
      group: 'root' as const,
      mode: '0644' as const,
    })),
    check: [],
    enable: [
      byHand('install the files of the target sysv'),
      ...reload,
      ...applications.map(askSocket),
    ],
    reload,
    release: restart,
    rollback: [...reload, ...restart],
    disable: [],
    forget: [
      run('have monit forget the checks; processes go on', 'monit', 'reload'),
      byHand('remove what the target sysv has installed'),
    ],
  };
}
