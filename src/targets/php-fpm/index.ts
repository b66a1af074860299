import { header } from '../../core/header.ts';
import type { Application } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { Target } from '../../core/target.ts';
import { comment, phpFpm as dialect, text, variable } from '../../dialects/php-fpm.ts';
import { planPhpPool } from '../app-kinds/index.ts';
import { planExtra } from '../extra.ts';
import { optionalToken } from '../optional-token.ts';
import { processAccount } from '../process-account.ts';
import { cannotHonour, servesOnly } from '../process-fields.ts';
import { planTmpfiles } from '../tmpfiles.ts';
import { install, poolFile } from './install.ts';
import { limits } from './limits.ts';

/** php-fpm 7.4 and later: a pool of the php-fpm that the system starts as root. */
export const phpFpm: Target = {
  name: 'php-fpm',
  summary: 'php-fpm: a pool, which opens the socket itself',
  side: 'process',
  describe: ({ name }) => [`pool ${name.value}`],
  layouts: [],
  capabilities: {
    protocols: ['fastcgi'],
    sockets: { unixPathBytes: 107, families: ['ipv4', 'ipv6'], hasLists: false },
    unsupported: cannotHonour({
      ...servesOnly('php-fpm', 'an app of kind php'),
      'app.program': 'leave it out: the pool belongs to the php-fpm that the system starts',
      environment_file:
        'write the variables under "environment", and have the application read secrets from a file of its own',
      umask: 'leave it out: php-fpm has one for all pools, that of its unit',
      hardening:
        'leave it out or write "off": a pool has no sandbox of its own; systemd starts a php-fpm for one application',
      'network: false': 'leave it out: a pool has no sandbox of its own',
      'restart: fail': 'leave it out: php-fpm replaces its processes without end',
      'stop.timeout': 'leave it out: "process_control_timeout" of php-fpm is for all pools',
      after: 'leave it out: php-fpm itself is started by the system',
      'resources.memory': 'leave it out, or set "php_admin_value[memory_limit]" by "extra"',
      workers: 'use systemd or supervisor for them',
    }),
    required: ['user', 'command'],
  },
  verdict: {
    holdsSocket: 'php-fpm',
    restartLoses: 'the time of the restart',
    releaseLoses: 'nothing: a reload, with `process_control_timeout`',
    measured: 'php-fpm.test.ts',
  },
  limits,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'php-fpm', { templatesFolder });
    const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
    return deployment.applications.flatMap((application) => [
      {
        name: poolFile(application),
        template: 'php-fpm/pool.php-fpm',
        dialect,
        context: { ...shared, ...planPool(application) },
      },
      ...planTmpfiles(application, head),
    ]);
  },
  install,
};

/** A pool that root gives its socket, and its processes their user. */
function planPool(application: Application): Context {
  const { sockets, group, directory, environment, resources, log } = application;
  const [{ value: socket }] = sockets;
  const { user, socketOwner } = processAccount(application);
  return {
    ...planPhpPool(application),
    ...(socket.kind === 'unix'
      ? { owner: text`${socketOwner}`, socketGroup: text`${socket.group}` }
      : {}),
    user: text`${user}`,
    ...optionalToken('group', group, (value) => text`${value}`),
    ...optionalToken('directory', directory, (value) => text`${value}`),
    environment: environment.map(({ name, value }) => ({
      name: variable`${name}`,
      value: text`${value}`,
    })),
    ...optionalToken('files', resources.files, (value) => text`${value}`),
    ...optionalToken('log', log, (value) => text`${value}`),
    extra: planExtra([application], 'php-fpm.pool'),
  };
}
