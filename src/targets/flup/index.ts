import type { Diagnostic } from '../../core/diagnostic.ts';
import { header } from '../../core/header.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { blame } from '../../core/place.ts';
import type { Target } from '../../core/target.ts';
import { comment, python as dialect } from '../../dialects/python.ts';
import { cannotHonour, servesOnly } from '../process-fields.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { interpreterOf, planScript, scriptFile } from './script.ts';

/** flup: the script that a process manager starts, so that fields of processes are that one's to honour. */
export const flup: Target = {
  name: 'flup',
  summary: 'flup: the script of the application, which a process manager starts',
  side: 'process',
  describe: ({ directory, name }) => [`${directory?.value ?? ''}/${scriptFile({ name })}`],
  layouts: [],
  capabilities: {
    protocols: ['fastcgi'],
    sockets: { unixPathBytes: 107, families: ['ipv4', 'ipv6'], hasLists: false },
    unsupported: cannotHonour({
      ...servesOnly('flup', 'an app of kind wsgi whose "server" is flup'),
      max_requests: 'leave it out: flup does not count',
    }),
    required: ['command'],
  },
  limits,
  refuse: ({ applications }) =>
    applications.flatMap((application) => [
      ...refuseNoFolder(application),
      ...refuseInterpreter(application),
    ]),
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'flup', { templatesFolder });
    const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
    return deployment.applications.map((application) => ({
      name: scriptFile(application),
      template: 'flup/script.python',
      dialect,
      context: { ...shared, ...planScript(application) },
    }));
  },
  install: (deployment: Deployment) => install(deployment),
};

/** Beside the script Python looks for the module. */
function refuseNoFolder({ name, directory }: Application): readonly Diagnostic[] {
  if (directory !== null) return [];
  return [
    blame(name, {
      code: 'target-missing-field',
      message: `flup needs "directory" for application "${name.value}"`,
      help: 'add the folder of the module: the script stands there',
    }),
  ];
}

/** Linux 6 reads 255 bytes of the first line, older ones 127; a blank ends the name. */
function refuseInterpreter(application: Application): readonly Diagnostic[] {
  const interpreter = interpreterOf(application);
  if (interpreter === null || /^[!-[\]-~]{1,120}$/.test(interpreter.value)) return [];
  return [
    blame(interpreter, {
      code: 'target-inexpressible',
      message: `the first line of a script cannot hold ${JSON.stringify(interpreter.value)}`,
      help: 'use a path of ASCII without blanks and backslashes, of at most 120 characters',
    }),
  ];
}
