import { byHand, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import type { Host } from './host.ts';

/** Whether lighttpd, where the descriptor is for it, loads what decides about a request before it hands it on. */
export async function checkModules(
  { targets }: Deployment,
  host: Host,
  note: (what: string) => void,
): Promise<Finding | null> {
  if (!targets.some(({ name }) => name.value === 'lighttpd')) return null;
  const modules = await host.lighttpdModules();
  if (modules === null) {
    note('the order of the modules of lighttpd');
    return null;
  }
  // A module that is named twice is loaded where it stands first.
  const at = modules.indexOf('mod_fastcgi');
  const late = EARLIER.find((name) => at >= 0 && modules.indexOf(name) > at);
  if (at >= 0 && late === undefined) return null;
  return found(
    'module-order',
    late === undefined
      ? 'lighttpd does not load "mod_fastcgi"'
      : `lighttpd loads "${late}" after "mod_fastcgi"`,
    run('see the order', 'lighttpd', '-p', '-f', LIGHTTPD_MAIN),
    byHand('include what deploygen renders last, and let nothing after it set server.modules'),
  );
}

const LIGHTTPD_MAIN = '/etc/lighttpd/lighttpd.conf';

/** What acts on a request by its URL, in whole or part. */
const EARLIER = [
  'mod_access',
  'mod_auth',
  'mod_redirect',
  'mod_rewrite',
  'mod_alias',
  'mod_setenv',
  'mod_extforward',
] as const;
