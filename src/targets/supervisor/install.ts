import { byHand, type Installation, run, type Step } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { holderOf } from '../app-kinds/index.ts';
import { askSocket } from '../ask-socket.ts';
import { checkOwnPhpFpm, installOwnPhpFpm } from '../own-php-fpm.ts';
import { prepare } from '../preparations.ts';
import { installTmpfiles } from '../tmpfiles-installation.ts';

/** Where supervisord looks for programs, and under which suffix. */
const PLACES = {
  debian: { folder: '/etc/supervisor/conf.d', suffix: '.supervisor.conf' },
  rhel: { folder: '/etc/supervisord.d', suffix: '.supervisor.ini' },
} as const;

export function install({ applications, platform }: Deployment): Installation {
  const { folder, suffix } = PLACES[platform.value];
  const tmpfiles = applications.map(installTmpfiles);
  const create = tmpfiles.flatMap(({ create }) => create);
  const reread = run('check and read the files; running programs go on', 'supervisorctl', 'reread');
  const change = [
    ...create,
    reread,
    run('restart what has changed; about a second is lost', 'supervisorctl', 'update'),
  ];
  return {
    files: [
      // supervisord itself does not start where the folder of one socket is missing.
      ...tmpfiles.flatMap(({ files }) => files),
      ...applications.flatMap(installOwnPhpFpm),
      ...applications.map(({ name: { value: name } }) => ({
        name: `${name}.supervisor.conf`,
        path: `${folder}/${name}${suffix}`,
        owner: 'root' as const,
        group: 'root' as const,
        mode: '0644' as const,
      })),
    ],
    check: applications.flatMap((application) => [
      ...prepare(application),
      ...checkOwnPhpFpm(application, platform.value),
    ]),
    enable: [
      ...create,
      reread,
      run('start the new programs', 'supervisorctl', 'update'),
      ...applications.map(askSocket),
    ],
    reload: [
      // What runs can be told; after the update it may not run yet.
      ...applications.filter(isOfPhp).map(reloadPhp),
      ...change,
      byHand(
        'where only owner, mode or backlog of a socket has changed, nothing has happened: "supervisorctl stop", "remove" and "add" the program',
      ),
    ],
    release: applications.flatMap(release),
    rollback: [...change, ...applications.filter(isOfPhp).map(restartPhp)],
    disable: [run('end the processes', 'supervisorctl', 'stop', ...applications.flatMap(groupsOf))],
    forget: [run('forget the programs', 'supervisorctl', 'update')],
  };
}

function groupsOf({ name, workers }: Application): readonly string[] {
  return [name, ...workers.map((worker) => worker.name)].map(({ value }) => `${value}:*`);
}

function isOfPhp(application: Application): boolean {
  return holderOf(application) === 'php-fpm';
}

function reloadPhp({ name }: Application): Step {
  const process = `${name.value}:${name.value}_00`;
  return run('let php-fpm start new processes', 'supervisorctl', 'signal', 'USR2', process);
}

/** Whether it runs or not. */
function restartPhp({ name }: Application): Step {
  return run('start php-fpm anew', 'supervisorctl', 'restart', `${name.value}:${name.value}_00`);
}

function release(application: Application): readonly Step[] {
  return [
    ...releaseServing(application),
    ...application.workers.map((worker) =>
      run('restart its workers', 'supervisorctl', 'restart', `${worker.name.value}:*`),
    ),
  ];
}

/** With the last process the socket closes: there is always another one. */
function releaseServing(application: Application): readonly Step[] {
  const { name, processes, reload } = application;
  if (isOfPhp(application)) return [reloadPhp(application)];
  if (reload !== null) {
    const signal = ['signal', reload.value, `${name.value}:*`] as const;
    return [run('let them reload', 'supervisorctl', ...signal)];
  }
  return Array.from({ length: processes.value }, (_, index) => {
    const process = `${name.value}_${String(index).padStart(2, '0')}`;
    return run('one after the other', 'supervisorctl', 'restart', `${name.value}:${process}`);
  });
}
