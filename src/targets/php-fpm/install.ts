import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareOwnLog } from '../preparations.ts';
import { installTmpfiles } from '../tmpfiles-installation.ts';

/** Where the php-fpm of the system looks for pools; Debian's have the version of PHP in all names, and this is Debian 12's. */
const PLACES = {
  debian: {
    folder: '/etc/php/8.2/fpm/pool.d',
    program: 'php-fpm8.2',
    unit: 'php8.2-fpm.service',
    main: '/etc/php/8.2/fpm/php-fpm.conf',
  },
  rhel: {
    folder: '/etc/php-fpm.d',
    program: 'php-fpm',
    unit: 'php-fpm.service',
    main: '/etc/php-fpm.conf',
  },
} as const;

export function install({ applications, platform }: Deployment): Installation {
  const { folder, program, unit, main } = PLACES[platform.value];
  const tmpfiles = applications.map(installTmpfiles);
  const create = tmpfiles.flatMap((one) => one.create);
  const reload = run('let php-fpm start new processes', 'systemctl', 'reload', unit);
  const change = [
    ...create,
    run('stop here if a pool is wrong', program, '--test', '--fpm-config', main),
    reload,
  ];
  return {
    files: [
      ...tmpfiles.flatMap(({ files }) => files),
      ...applications.map((application) => ({
        name: poolFile(application),
        path: `${folder}/${application.name.value}.conf`,
        owner: 'root' as const,
        group: 'root' as const,
        mode: '0644' as const,
      })),
    ],
    check: applications.flatMap((application) => [
      ...prepareOwnLog(application),
      run('check the pool', program, '--test', '--fpm-config', poolFile(application)),
    ]),
    enable: [
      byHand(`set "process_control_timeout = 60s" in [global] of ${main}, once for all pools`),
      ...change,
      ...applications.map(askSocket),
    ],
    reload: change,
    release: [reload],
    rollback: change,
    disable: [],
    forget: [run('close the sockets', 'systemctl', 'reload', unit)],
  };
}

export function poolFile({ name }: Application): string {
  return `${name.value}.php-fpm.conf`;
}
