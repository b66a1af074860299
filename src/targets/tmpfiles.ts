import type { Header } from '../core/header.ts';
import type { Application } from '../core/model.ts';
import type { PlannedFile } from '../core/render.ts';
import { comment, tmpfiles as dialect, path } from '../dialects/tmpfiles.ts';
import { runFolders } from './run-folders.ts';

/** What makes the folder of an application's socket at every boot, where it needs one. */
export function planTmpfiles(application: Application, { source }: Header): readonly PlannedFile[] {
  const folders = runFolders(application);
  if (folders.length === 0) return [];
  return [
    {
      name: `${application.name.value}.tmpfiles.conf`,
      template: 'systemd/folders.tmpfiles',
      dialect,
      context: {
        source: comment`${source}`,
        folders: folders.map((folder) => path`${folder}`),
      },
    },
  ];
}
