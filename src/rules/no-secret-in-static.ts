import type { Deployment, Static } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { Rule } from '../core/rule.ts';
import { normalisePath, serves } from './disk-path.ts';
import { isSystemFolder } from './system-folder.ts';

export const noSecretInStatic: Rule = {
  code: 'no-secret-in-static',
  severity: 'error',
  summary: 'a private key, passwords, an environment or a log in a static folder',
  check(deployment, report) {
    const statics = deployment.applications
      .flatMap((application) => application.statics)
      .filter((entry) => !isSystemFolder(entry));
    for (const { what, path } of secretsOf(deployment)) {
      const entry = statics.find((one) => handsOut(one, path.value));
      if (entry === undefined) continue;
      report({
        at: path,
        message: `static ${entry.kind} "${entry.path.value}" hands out ${what}: "${path.value}"`,
        help: 'keep it where no URL leads',
      });
    }
  },
};

interface Secret {
  readonly what: string;
  readonly path: Placed<string>;
}

function secretsOf({ tls, accessLog, errorLog, applications }: Deployment): readonly Secret[] {
  return [
    ...named('the private key', tls?.key),
    ...named('the log of who asks for what', accessLog),
    ...named('the log of errors', errorLog),
    ...applications.flatMap(({ auth, environmentFile, log }) => [
      ...named('the passwords', auth?.file),
      ...named('the environment', environmentFile),
      ...named('the log of the processes', log),
    ]),
  ];
}

function named(what: string, path: Placed<string> | null | undefined): readonly Secret[] {
  return path === null || path === undefined ? [] : [{ what, path }];
}

/** Names that begin with a dot are served only where the entry says so. */
function handsOut(entry: Static, path: string): boolean {
  if (!serves(entry, path)) return false;
  const below = normalisePath(path).slice(normalisePath(entry.path.value).length);
  return entry.kind === 'file' || entry.dotfiles.value || !below.includes('/.');
}
