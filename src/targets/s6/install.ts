import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareByHand } from '../preparations.ts';
import { folderOf, serviceFiles, servicesOf } from '../service-folders.ts';
import { checkScript } from '../spawned-scripts.ts';
import { supervision } from './supervision.ts';

/** Where s6-svscan looks for services: in memory, and so empty after a boot. */
const LIVE = '/run/service';

/** The same on every platform. */
export function install({ applications }: Deployment): Installation {
  const files = applications.flatMap((application) => serviceFiles(supervision, application));
  const services = applications.flatMap(servicesOf);
  const links = services.map((service) => `${LIVE}/${service}`);
  const restart = links.map((link) =>
    run('restart it; requests are lost', 's6-svc', '-wr', '-T', '60000', '-r', link),
  );
  const rescan = run('have s6-svscan look again', 's6-svscanctl', '-an', LIVE);
  return {
    files,
    check: [...applications.flatMap(prepareByHand), ...files.map(({ name }) => checkScript(name))],
    enable: [
      ...services.map((service) =>
        run('have s6-svscan find it', 'ln', '-s', folderOf(supervision, service), `${LIVE}/`),
      ),
      rescan,
      byHand(`have the same links in ${LIVE} at every boot, before s6-svscan starts`),
      ...applications.map(askSocket),
    ],
    reload: restart,
    release: restart,
    rollback: restart,
    disable: [
      ...links.map((link) => run('end the processes', 's6-svc', '-wD', '-T', '60000', '-d', link)),
      run('have s6-svscan forget the services', 'rm', ...links),
      rescan,
    ],
    forget: [
      run(
        'remove what s6 has left',
        'rm',
        '-r',
        ...services.map((service) => folderOf(supervision, service)),
      ),
    ],
  };
}
