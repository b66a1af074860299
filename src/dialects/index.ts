import type { Dialect } from '../core/dialect.ts';
import { apache } from './apache.ts';
import { lighttpd } from './lighttpd.ts';
import { monit } from './monit.ts';
import { nginx } from './nginx.ts';
import { phpFpm } from './php-fpm.ts';
import { procfile } from './procfile.ts';
import { python } from './python.ts';
import { shell } from './shell.ts';
import { supervisor } from './supervisor.ts';
import { systemd } from './systemd.ts';
import { sysusers } from './sysusers.ts';
import { tmpfiles } from './tmpfiles.ts';
import { uwsgi } from './uwsgi.ts';

/** Every dialect; templates are named after them: templates/TARGET/FILE.DIALECT.hbs. */
export const dialects: readonly Dialect[] = [
  nginx,
  apache,
  lighttpd,
  supervisor,
  systemd,
  tmpfiles,
  sysusers,
  phpFpm,
  shell,
  procfile,
  monit,
  uwsgi,
  python,
];
