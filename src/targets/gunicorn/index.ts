import { header } from '../../core/header.ts';
import type { Target } from '../../core/target.ts';
import { comment, python as dialect } from '../../dialects/python.ts';
import { refuseEncodedMount } from '../app-kinds/index.ts';
import { cannotHonour, servesOnly } from '../process-fields.ts';
import { planTmpfiles } from '../tmpfiles.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { planSettings, settingsFile } from './settings.ts';

const STARTER = 'say it to what starts gunicorn';

/** gunicorn 20.1 and later, started as root: its file of settings. */
export const gunicorn: Target = {
  name: 'gunicorn',
  summary: 'gunicorn: its settings, with a socket that it opens itself; HTTP',
  side: 'process',
  describe: (application) => [`gunicorn --config ${settingsFile(application)}`],
  layouts: [],
  capabilities: {
    protocols: ['http'],
    sockets: { unixPathBytes: 107, families: ['ipv4', 'ipv6'], hasLists: false },
    unsupported: cannotHonour({
      ...servesOnly('gunicorn', 'an app of kind wsgi whose "server" is gunicorn'),
      environment_file:
        'write the variables under "environment", and have the application read secrets from a file of its own',
      hardening: 'leave it out or write "off": gunicorn has no sandbox; systemd starts it in one',
      'network: false': 'leave it out: gunicorn has no sandbox',
      'restart: wait': STARTER,
      'restart: fail': STARTER,
      after: STARTER,
      'resources.memory': STARTER,
      'resources.files': STARTER,
      workers: 'use systemd or supervisor for them',
    }),
    required: ['user', 'command'],
  },
  verdict: {
    holdsSocket: 'gunicorn',
    restartLoses: 'the time of the restart',
    releaseLoses: 'nothing: a reload, if the code loads',
    crashLoop: 'tries on, but ends with code that does not load',
    measured: 'gunicorn.test.ts',
  },
  limits,
  refuse: ({ applications }) => applications.flatMap(refuseEncodedMount),
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'gunicorn', { templatesFolder });
    const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
    return deployment.applications.flatMap((application) => [
      {
        name: settingsFile(application),
        template: 'gunicorn/settings.python',
        dialect,
        context: { ...shared, ...planSettings(application) },
      },
      ...planTmpfiles(application, head),
    ]);
  },
  install,
};
