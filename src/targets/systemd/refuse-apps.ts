import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { blame } from '../../core/place.ts';
import { holderOf, refuseEncodedMount } from '../app-kinds/index.ts';
import { runFolders } from '../run-folders.ts';

/** What the servers of apps cannot do where systemd starts them. */
export function refuseApps({ applications }: Deployment): readonly Diagnostic[] {
  return applications.flatMap((application) => {
    const holder = holderOf(application);
    if (holder === 'php-fpm') return [...refuseSocket(application), ...refuseNetwork(application)];
    return holder === 'gunicorn' ? refuseEncodedMount(application) : [];
  });
}

/** php-fpm takes no socket: it makes its own, as the application's user, who can give it to nobody. */
function refuseSocket(application: Application): readonly Diagnostic[] {
  const [{ value: socket }] = application.sockets;
  if (socket.kind !== 'unix') return [];
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

function refuseNetwork({ sockets, network, hardening }: Application): readonly Diagnostic[] {
  const [{ value: socket }] = sockets;
  if (socket.kind === 'unix' || (network?.value ?? hardening.value !== 'strict')) return [];
  return [
    blame(network ?? hardening, {
      code: 'target-unsupported',
      message: 'php-fpm opens the TCP socket itself, and would have no network to do so',
      help: 'say "network: true", or use a unix socket',
    }),
  ];
}
