import { apacheVerifier } from './apache-verifier.ts';
import { lighttpdVerifier } from './lighttpd-verifier.ts';
import { monitVerifier } from './monit-verifier.ts';
import { nginxVerifier } from './nginx-verifier.ts';
import { phpFpmVerifier } from './php-fpm-verifier.ts';
import { procfileVerifier } from './procfile-verifier.ts';
import { flupVerifier, gunicornVerifier } from './python-verifiers.ts';
import { shellVerifier } from './shell-verifier.ts';
import { supervisorVerifier } from './supervisor-verifier.ts';
import { systemdVerifier } from './systemd-verifier.ts';
import { uwsgiVerifier } from './uwsgi-verifier.ts';
import type { Verifier } from './verifier.ts';

/** The programs that can check what is rendered for them. */
export const verifiers: readonly Verifier[] = [
  nginxVerifier,
  apacheVerifier,
  lighttpdVerifier,
  supervisorVerifier,
  systemdVerifier,
  uwsgiVerifier,
  shellVerifier('spawn-fcgi'),
  shellVerifier('runit'),
  shellVerifier('s6'),
  monitVerifier,
  shellVerifier('sysv'),
  phpFpmVerifier,
  gunicornVerifier,
  flupVerifier,
  shellVerifier('screen'),
  procfileVerifier,
];
