import { type Installation, run, type Step } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareByHand } from '../preparations.ts';
import { checkScript, executable, installScripts, programNames } from '../spawned-scripts.ts';

/** The name of the script that starts the sessions of an application. */
export function sessionFile({ name }: Pick<Application, 'name'>): string {
  return `${name.value}.screen.sh`;
}

/** The same on every platform. */
export function install({ applications }: Deployment): Installation {
  const files = applications.flatMap((application) => [
    ...installScripts(application),
    executable(sessionFile(application), placeOf(application)),
  ]);
  const start = applications.map((application) =>
    run('start the sessions that are not there', placeOf(application)),
  );
  const restart = [...applications.flatMap(end), ...applications.flatMap(awaitEnd), ...start];
  return {
    files,
    check: [...applications.flatMap(prepareByHand), ...files.map(({ name }) => checkScript(name))],
    enable: [...start, ...applications.map(askSocket)],
    reload: restart,
    release: restart,
    rollback: restart,
    disable: applications.flatMap(end),
    forget: [],
  };
}

/** Not by "quit", which lets nothing end by itself. */
function end(application: Application): readonly Step[] {
  return programNames(application).map(({ name }) =>
    run('end it, as CTRL-C does', 'screen', '-S', `${name.value}.`, '-X', 'stuff', '^C'),
  );
}

function awaitEnd(application: Application): readonly Step[] {
  return programNames(application).map(({ name }) =>
    run(
      'wait until it has ended',
      'sh',
      '-c',
      `while screen -S ${name.value}. -Q select . >/dev/null 2>&1; do sleep 1; done`,
    ),
  );
}

function placeOf(application: Application): string {
  return `/etc/deploygen/${sessionFile(application)}`;
}
