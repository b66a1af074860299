import type { Header } from '../core/header.ts';
import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { Context, PlannedFile } from '../core/render.ts';
import { account, comment, tmpfiles as dialect, path } from '../dialects/tmpfiles.ts';
import { holderOf } from './app-kinds/index.ts';
import { processAccount } from './process-account.ts';
import { runFolders } from './run-folders.ts';

/** What makes the folder of an application's socket at every boot, where it needs one. */
export function planTmpfiles(application: Application, { source }: Header): readonly PlannedFile[] {
  const folders = runFolders(application);
  const own = holderOf(application) === 'php-fpm' ? folders.slice(-1) : [];
  if (folders.length === 0) return [];
  return [
    {
      name: `${application.name.value}.tmpfiles.conf`,
      template: 'systemd/folders.tmpfiles',
      dialect,
      context: {
        source: comment`${source}`,
        folders: folders.slice(0, folders.length - own.length).map((folder) => path`${folder}`),
        ownFolders: own.map((folder) => planOwnFolder(application, folder)),
      },
    },
  ];
}

/** A folder in which the user makes the socket; what is made there gets the folder's group, which the web server is in. */
function planOwnFolder(application: Application, folder: Placed<string>): Context {
  const [{ value: socket }] = application.sockets;
  if (socket.kind !== 'unix') throw new TypeError('only unix sockets have a folder');
  return {
    folder: path`${folder}`,
    owner: account`${processAccount(application).user}`,
    group: account`${socket.group}`,
  };
}
