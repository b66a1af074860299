import { serverOf } from '../core/check-app.ts';
import type { Application } from '../core/model.ts';
import type { UnsupportedField } from '../core/target.ts';
import { type StatedFields, unsupportedFields } from './unsupported-fields.ts';

/** Fields that not every process manager honours; a value after a colon is refused, others of the field are not. */
export type ProcessField = keyof typeof STATED;

/** What a process target says of the fields that it can't honour: what to do instead of each. */
export function cannotHonour(
  instead: Readonly<Partial<Record<ProcessField, string>>>,
): readonly UnsupportedField[] {
  return unsupportedFields<ProcessField>(STATED, instead);
}

/** The same for a target that is one server of applications: what it says of a command, and of apps that others serve. */
export function servesOnly(
  server: 'uwsgi' | 'gunicorn' | 'flup' | 'php-fpm',
  what: string,
): Readonly<Partial<Record<ProcessField, string>>> {
  const others = ['uwsgi', 'gunicorn', 'flup', 'plackup', 'php-fpm', 'fcgiwrap'] as const;
  const served = others
    .filter((other) => other !== server)
    .map((other) => `app: ${other}` as const);
  return Object.fromEntries(
    ['command', ...served].map((field) => [
      field,
      `${server} serves ${what}: use another process target for this`,
    ]),
  );
}

const STATED = {
  app: ({ app }) => [app],
  'app: uwsgi': ({ app }) => [isServedBy(app, 'uwsgi') ? app : null],
  'app: gunicorn': ({ app }) => [isServedBy(app, 'gunicorn') ? app : null],
  'app: flup': ({ app }) => [isServedBy(app, 'flup') ? app : null],
  'app: plackup': ({ app }) => [isServedBy(app, 'plackup') ? app : null],
  'app: php-fpm': ({ app }) => [isServedBy(app, 'php-fpm') ? app : null],
  'app: fcgiwrap': ({ app }) => [isServedBy(app, 'fcgiwrap') ? app : null],
  'app.program': ({ app }) => [app?.value.program ?? null],
  command: ({ command }) => [command],
  threads: ({ threads }) => [threads.value > 1 ? threads : null],
  'restart: wait': ({ restart }) => [restart.value === 'wait' ? restart : null],
  'restart: fail': ({ restart }) => [restart.value === 'fail' ? restart : null],
  'stop.signal': ({ stop }) => [stop.signal],
  'stop.signal: INT or QUIT': ({ stop: { signal } }) => [
    signal.value === 'INT' || signal.value === 'QUIT' ? signal : null,
  ],
  'stop.timeout': ({ stop }) => [
    // By default it follows another field, which is honoured elsewhere.
    stop.timeoutMilliseconds.place.pointer.endsWith('/stop/timeout')
      ? stop.timeoutMilliseconds
      : null,
  ],
  reload: ({ reload }) => [reload],
  max_requests: ({ maxRequests }) => [maxRequests],
  log: ({ log }) => [log],
  writable_paths: ({ writablePaths }) => writablePaths.slice(0, 1),
  'network: false': ({ network }) => [network?.value === false ? network : null],
  after: ({ after }) => after.slice(0, 1),
  'resources.memory': ({ resources }) => [resources.memoryBytes],
  'resources.files': ({ resources }) => [resources.files],
  workers: ({ workers }) => workers.slice(0, 1).map(({ command }) => command),
  directory: ({ directory }) => [directory],
  group: ({ group }) => [group],
  umask: ({ umask }) => [umask],
  environment: ({ environment }) => environment.slice(0, 1).map(({ name }) => name),
  environment_file: ({ environmentFile }) => [environmentFile],
  hardening: ({ hardening }) => [hardening.value === 'off' ? null : hardening],
} as const satisfies StatedFields<string>;

function isServedBy(app: Application['app'], server: string): boolean {
  return app !== null && serverOf(app.value) === server;
}
