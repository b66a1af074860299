import { readApache } from './apache.ts';
import { readLighttpd } from './lighttpd.ts';
import { readMonit } from './monit.ts';
import { readNginx } from './nginx.ts';
import { readPhpFpm } from './php-fpm.ts';
import { readProcfile } from './procfile.ts';
import { readPython } from './python.ts';
import { readShell } from './shell.ts';
import { readSupervisor } from './supervisor.ts';
import { readSystemd } from './systemd.ts';
import { readSysusers } from './sysusers.ts';
import { readTmpfiles } from './tmpfiles.ts';
import { readUwsgi } from './uwsgi.ts';

/** A reader for each dialect: the shape of a file, in which values play no part. */
export const readers: Readonly<Record<string, (text: string) => readonly string[]>> = {
  nginx: readNginx,
  apache: readApache,
  lighttpd: readLighttpd,
  systemd: readSystemd,
  supervisor: readSupervisor,
  tmpfiles: readTmpfiles,
  sysusers: readSysusers,
  'php-fpm': readPhpFpm,
  shell: readShell,
  procfile: readProcfile,
  monit: readMonit,
  uwsgi: readUwsgi,
  python: readPython,
};
