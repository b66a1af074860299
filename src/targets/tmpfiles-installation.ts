import { type Destination, run, type Step } from '../core/installation.ts';
import type { Application } from '../core/model.ts';
import { runFolders } from './run-folders.ts';

/** Where the file of `planTmpfiles` goes, and what makes its folders now instead of at the next boot. */
export function installTmpfiles(application: Application): {
  readonly files: readonly Destination[];
  readonly create: readonly Step[];
} {
  if (runFolders(application).length === 0) return { files: [], create: [] };
  const name = `${application.name.value}.tmpfiles.conf`;
  const path = `/etc/tmpfiles.d/${name}`;
  return {
    files: [{ name, path, owner: 'root', group: 'root', mode: '0644' }],
    create: [run('make the folder of the socket', 'systemd-tmpfiles', '--create', path)],
  };
}
