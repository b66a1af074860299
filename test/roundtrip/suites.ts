import { apache } from './apache/index.ts';
import { lighttpd } from './lighttpd/index.ts';
import { monit } from './monit/index.ts';
import { nginx } from './nginx/index.ts';
import { phpFpm } from './php-fpm/index.ts';
import { procfile } from './procfile/index.ts';
import { python } from './python/index.ts';
import { shell } from './shell/index.ts';
import { supervisor } from './supervisor/index.ts';
import { systemd } from './systemd/index.ts';
import { sysusers } from './sysusers/index.ts';
import { tmpfiles } from './tmpfiles/index.ts';
import { uwsgi } from './uwsgi/index.ts';

/** Every suite; NAME.test.ts beside this file runs it. */
export const suites = [
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
] as const;
