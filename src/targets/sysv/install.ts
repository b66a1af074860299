import { type Installation, run, type Step } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareByHand } from '../preparations.ts';
import { checkScript, executable, installScripts } from '../spawned-scripts.ts';

/** The name of the init script before it is put into its place. */
export function initFile({ name }: Pick<Application, 'name'>): string {
  return `${name.value}.sysv.sh`;
}

export function install({ applications, platform }: Deployment): Installation {
  const files = applications.flatMap((application) => [
    ...installScripts(application),
    executable(initFile(application), `/etc/init.d/${application.name.value}`),
  ]);
  const each = (why: string, ...words: readonly [string, ...string[]]): readonly Step[] =>
    applications.map(({ name }) => {
      const [program, ...rest] = words.map((text) => (text === 'NAME' ? name.value : text));
      return run(why, program ?? '', ...rest);
    });
  const restart = each('restart it; requests are lost', 'service', 'NAME', 'restart');
  const isDebian = platform.value === 'debian';
  return {
    files,
    check: [...applications.flatMap(prepareByHand), ...files.map(({ name }) => checkScript(name))],
    enable: [
      ...(isDebian
        ? each('start it at every boot', 'update-rc.d', 'NAME', 'defaults')
        : each('start it at every boot', 'chkconfig', '--add', 'NAME')),
      ...each('start it now', 'service', 'NAME', 'start'),
      ...applications.map(askSocket),
    ],
    reload: restart,
    release: applications.map(({ name, reload }) =>
      reload === null
        ? run('restart it; requests are lost', 'service', name.value, 'restart')
        : run('let the processes reload', 'service', name.value, 'reload'),
    ),
    rollback: restart,
    disable: [
      ...each('end the processes', 'service', 'NAME', 'stop'),
      ...(isDebian ? [] : each('start it at no boot', 'chkconfig', '--del', 'NAME')),
    ],
    forget: isDebian ? each('start it at no boot', 'update-rc.d', 'NAME', 'remove') : [],
  };
}
