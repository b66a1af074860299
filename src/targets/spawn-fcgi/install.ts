import { byHand, type Installation, run, type Step } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import type { Placed } from '../../core/place.ts';
import { askSocket } from '../ask-socket.ts';

/** The name of a script: that of an application, or of one of its workers. */
export function scriptFile({ name }: { readonly name: Placed<string> }): string {
  return `${name.value}.spawn-fcgi.sh`;
}

/** The same on every platform. Who runs the scripts is not known. */
export function install({ applications }: Deployment): Installation {
  const files = applications.flatMap(scriptsOf);
  const restart = files.map((file) => byHand(`restart ${placeOf(file)}: requests are lost`));
  return {
    files: files.map((name) => ({
      name,
      path: placeOf(name),
      owner: 'root',
      group: 'root',
      mode: '0755',
    })),
    check: files.map((name): Step => run('check the script', 'sh', '-n', name)),
    enable: [
      ...files.map((file) => byHand(`have ${placeOf(file)} run as root, and again when it ends`)),
      ...applications.map(askSocket),
    ],
    reload: restart,
    release: restart,
    rollback: restart,
    disable: files.map((file) => byHand(`end ${placeOf(file)}, and have it run no more`)),
    forget: [],
  };
}

function scriptsOf(application: Application): readonly string[] {
  return [application, ...application.workers].map(scriptFile);
}

function placeOf(file: string): string {
  return `/etc/deploygen/${file}`;
}
