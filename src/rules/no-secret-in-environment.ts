import type { Deployment, Variable } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';
import { findTarget } from '../targets/index.ts';
import { statedManagers } from '../targets/stated-targets.ts';

export const noSecretInEnvironment: Rule = {
  code: 'no-secret-in-environment',
  severity: 'warning',
  summary: 'a secret under "environment"',
  check(deployment, report) {
    const help = takesFile(deployment)
      ? 'write it into a file of mode 0600 that "environment_file" names, or that the application reads itself'
      : 'have the application read it from a file of its own, which nobody else can read';
    for (const variable of deployment.applications.flatMap(({ environment }) => environment)) {
      if (!isSecret(variable)) continue;
      const { name } = variable;
      report({
        at: name,
        message: `"${name.value}" is a secret, and everybody on the machine can read the generated files`,
        help,
      });
    }
  },
};

/** Whether the stated targets that start processes all take "environment_file". */
function takesFile(deployment: Deployment): boolean {
  const managers = [...statedManagers(deployment).keys()].map(findTarget);
  return (
    managers.length > 0 &&
    managers.every((manager) =>
      manager?.capabilities.unsupported.every(({ field }) => field !== 'environment_file'),
    )
  );
}

function isSecret({ name, value }: Variable): boolean {
  if (URL_WITH_PASSWORD.test(value.value)) return true;
  return NAME.test(name.value) && !PUBLIC.test(name.value) && !HARMLESS.test(value.value);
}

const NAME =
  /^(PGPASSWORD|MYSQL_PWD)$|(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|SECRET_KEY_BASE|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SIGNING_KEY|ENCRYPTION_KEY)$/i;

const PUBLIC = /(^|_)PUBLI(C|SHABLE)_/i;

const URL_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s:]*:[^/?#@\s]+@/i;

// Nothing, a path or a URL where it lies, a switch.
const HARMLESS = /^$|^\/|^[a-z]+:\/\/|^(true|false|yes|no|on|off|none|[01])$/i;
