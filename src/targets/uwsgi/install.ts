import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { prepareOwnLog } from '../preparations.ts';
import { installTmpfiles } from '../tmpfiles-installation.ts';

/** Where the Emperor of the package looks for vassals, and where its own file is. */
const PLACES = {
  debian: { folder: '/etc/uwsgi-emperor/vassals', emperor: '/etc/uwsgi-emperor/emperor.ini' },
  rhel: { folder: '/etc/uwsgi.d', emperor: '/etc/uwsgi.ini' },
} as const;

/** The Emperor starts what appears in its folder, reloads what is touched, and ends what is gone. */
export function install({ applications, platform }: Deployment): Installation {
  const { folder, emperor } = PLACES[platform.value];
  const tmpfiles = applications.map(installTmpfiles);
  const create = tmpfiles.flatMap((one) => one.create);
  const pathOf = ({ name }: Application): string => `${folder}/${name.value}.ini`;
  const touch = run(
    'let the Emperor reload them; requests wait',
    'touch',
    ...applications.map(pathOf),
  );
  const change = [...create, touch];
  return {
    files: [
      ...tmpfiles.flatMap(({ files }) => files),
      ...applications.map((application) => ({
        name: vassalFile(application),
        path: pathOf(application),
        owner: 'root' as const,
        group: 'root' as const,
        mode: '0644' as const,
      })),
    ],
    check: applications.flatMap(prepareOwnLog),
    enable: [
      byHand(`let the Emperor run as root: ${emperor} has no uid, no gid and no emperor-tyrant`),
      ...change,
      ...applications.map(askSocket),
    ],
    reload: [
      ...change,
      byHand(
        'where owner, mode or backlog of a socket has changed, take the file away, wait until the Emperor has ended the vassal, and put it back',
      ),
    ],
    release: [touch],
    rollback: change,
    disable: [],
    forget: [byHand('wait for the Emperor: its log says that the vassals are gone')],
  };
}

export function vassalFile({ name }: Application): string {
  return `${name.value}.uwsgi.ini`;
}
