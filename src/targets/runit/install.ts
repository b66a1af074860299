import { type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareByHand } from '../preparations.ts';
import { folderOf, serviceFiles, servicesOf } from '../service-folders.ts';
import { checkScript } from '../spawned-scripts.ts';
import { supervision } from './supervision.ts';

/** The same on every platform. */
export function install({ applications }: Deployment): Installation {
  const files = applications.flatMap((application) => serviceFiles(supervision, application));
  const services = applications.flatMap(servicesOf);
  const links = services.map((service) => `/etc/service/${service}`);
  const restart = run('restart them; requests are lost', 'sv', '-w', '60', 'restart', ...links);
  return {
    files,
    check: [...applications.flatMap(prepareByHand), ...files.map(({ name }) => checkScript(name))],
    enable: [
      ...services.map((service) =>
        run(
          'have runsvdir start it, within 5 s',
          'ln',
          '-s',
          folderOf(supervision, service),
          '/etc/service/',
        ),
      ),
      ...applications.map(askSocket),
    ],
    reload: [restart],
    release: [restart],
    rollback: [restart],
    disable: [
      run('end the processes', 'sv', '-w', '60', 'down', ...links),
      run('have runsvdir forget the services', 'rm', ...links),
    ],
    forget: [
      run(
        'remove what runsv has left',
        'rm',
        '-r',
        ...services.map((service) => folderOf(supervision, service)),
      ),
    ],
  };
}
