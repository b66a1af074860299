import { byHand, type Installation } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareByHand } from '../preparations.ts';
import { checkScript, installScripts } from '../spawned-scripts.ts';

/** The same on every platform. Who runs the scripts is not known. */
export function install({ applications }: Deployment): Installation {
  const files = applications.flatMap(installScripts);
  const restart = files.map(({ path }) => byHand(`restart ${path}: requests are lost`));
  return {
    files,
    check: [...applications.flatMap(prepareByHand), ...files.map(({ name }) => checkScript(name))],
    enable: [
      ...files.map(({ path }) => byHand(`have ${path} run as root, and again when it ends`)),
      ...applications.map(askSocket),
    ],
    reload: restart,
    release: restart,
    rollback: restart,
    disable: files.map(({ path }) => byHand(`end ${path}, and have it run no more`)),
    forget: [],
  };
}
