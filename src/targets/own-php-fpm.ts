import type { Diagnostic } from '../core/diagnostic.ts';
import type { Header } from '../core/header.ts';
import { type Destination, run, type Step } from '../core/installation.ts';
import type { Application } from '../core/model.ts';
import { blame, derive, type Placed } from '../core/place.ts';
import type { Context, PlannedFile } from '../core/render.ts';
import { comment, phpFpm as dialect, text } from '../dialects/php-fpm.ts';
import { holderOf, phpFpmLine, planPhpPool } from './app-kinds/index.ts';
import type { PlatformName } from './platforms.ts';
import { runFolders } from './run-folders.ts';

/** The configuration of a php-fpm that is the application's own and runs as its user from the start; none for other apps. */
export function planOwnPhpFpm(application: Application, head: Header): readonly PlannedFile[] {
  if (holderOf(application) !== 'php-fpm') return [];
  return [
    {
      name: fileOf(application),
      template: 'systemd/pool.php-fpm',
      dialect,
      context: {
        source: comment`${head.source}`,
        command: comment`${head.command}`,
        ...planPool(application),
      },
    },
  ];
}

/** Where the file of `planOwnPhpFpm` goes. */
export function installOwnPhpFpm(application: Application): readonly Destination[] {
  if (holderOf(application) !== 'php-fpm') return [];
  const path = pathOf(application);
  return [{ name: fileOf(application), path, owner: 'root', group: 'root', mode: '0644' }];
}

/** What starts it; null for other apps. */
export function ownPhpFpmLine(
  application: Application,
  platform: PlatformName,
): readonly Placed<string>[] | null {
  const { app } = application;
  if (app?.value.kind !== 'php') return null;
  const { value } = app;
  return phpFpmLine(
    derive(app, () => value),
    platform,
    pathOf(application),
  );
}

/** Has php-fpm judge the file of `planOwnPhpFpm`. A pool without a user is none that root would start. */
export function checkOwnPhpFpm(application: Application, platform: PlatformName): readonly Step[] {
  const [program] = ownPhpFpmLine(application, platform) ?? [];
  if (program === undefined) return [];
  const options = ['--allow-to-run-as-root', '--test', '--fpm-config'];
  return [run('check the pool', program.value, ...options, fileOf(application))];
}

/** php-fpm takes no socket: it makes its own, as the application's user, who can give it to nobody. */
export function refuseOwnPhpFpm(application: Application): readonly Diagnostic[] {
  const [{ value: socket }] = application.sockets;
  if (holderOf(application) !== 'php-fpm' || socket.kind !== 'unix') return [];
  if (runFolders(application).length === 0) {
    return [
      blame(socket.path, {
        code: 'target-socket',
        message: `php-fpm makes the socket itself, and its user cannot write where "${socket.path.value}" is`,
        help: `use a folder of its own, such as unix:/run/${application.name.value}-app/app.sock`,
      }),
    ];
  }
  if (socket.owner === null || socket.owner.value === application.user?.value) return [];
  return [
    blame(socket.owner, {
      code: 'target-unsupported',
      message: `php-fpm makes the socket itself, and cannot give it to "${socket.owner.value}"`,
      help: 'leave "owner" out: the web server is let in by the group',
    }),
  ];
}

function planPool(application: Application): Context {
  const { name, hardening, stop } = application;
  return {
    ...planPhpPool(application),
    identity: text`${name}`,
    patience: text`${derive(stop.timeoutMilliseconds, (time) => Math.ceil(time / 1000))}`,
    isStrict: hardening.value === 'strict',
  };
}

function fileOf({ name }: Application): string {
  return `${name.value}.php-fpm.conf`;
}

function pathOf(application: Application): string {
  return `/etc/deploygen/${fileOf(application)}`;
}
