import type { Target } from '../core/target.ts';
import { apache } from './apache/index.ts';
import { flup } from './flup/index.ts';
import { gunicorn } from './gunicorn/index.ts';
import { lighttpd } from './lighttpd/index.ts';
import { monit } from './monit/index.ts';
import { nginx } from './nginx/index.ts';
import { phpFpm } from './php-fpm/index.ts';
import { procfile } from './procfile/index.ts';
import { runit } from './runit/index.ts';
import { s6 } from './s6/index.ts';
import { screen } from './screen/index.ts';
import { spawnFcgi } from './spawn-fcgi/index.ts';
import { supervisor } from './supervisor/index.ts';
import { systemd } from './systemd/index.ts';
import { sysv } from './sysv/index.ts';
import { uwsgi } from './uwsgi/index.ts';

/** Every target, in the order in which they are listed. */
export const targets: readonly Target[] = [
  nginx,
  apache,
  lighttpd,
  supervisor,
  systemd,
  spawnFcgi,
  uwsgi,
  sysv,
  runit,
  s6,
  phpFpm,
  gunicorn,
  flup,
  screen,
  procfile,
  monit,
];

export function findTarget(name: string): Target | undefined {
  return targets.find((target) => target.name === name);
}
