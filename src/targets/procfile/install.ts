import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareByHand } from '../preparations.ts';
import { checkScript, installScripts } from '../spawned-scripts.ts';

/** The name that foreman looks for. */
export const PROCFILE = 'Procfile';

/** The same on every platform, beside the scripts. Who runs foreman is not known. */
export function install({ name, applications }: Deployment): Installation {
  const scripts = applications.flatMap(installScripts);
  const path = `/etc/deploygen/${name.value}.Procfile`;
  const restart = byHand('end foreman, and start it again: requests are lost');
  return {
    files: [...scripts, { name: PROCFILE, path, owner: 'root', group: 'root', mode: '0644' }],
    check: [
      ...applications.flatMap(prepareByHand),
      ...scripts.map((file) => checkScript(file.name)),
      run('check the Procfile', 'foreman', 'check', '-f', PROCFILE),
    ],
    enable: [
      byHand(`have "foreman start -f ${path} --timeout 60" run as root`),
      ...applications.map(askSocket),
    ],
    reload: [restart],
    release: [restart],
    rollback: [restart],
    disable: [byHand('end foreman, and have it run no more')],
    forget: [],
  };
}
