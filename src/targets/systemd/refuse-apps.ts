import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { blame } from '../../core/place.ts';
import { holderOf, refuseEncodedMount } from '../app-kinds/index.ts';
import { refuseOwnPhpFpm } from '../own-php-fpm.ts';

/** What the servers of apps cannot do where systemd starts them. */
export function refuseApps({ applications }: Deployment): readonly Diagnostic[] {
  return applications.flatMap((application) => {
    const holder = holderOf(application);
    if (holder === 'php-fpm')
      return [...refuseOwnPhpFpm(application), ...refuseNetwork(application)];
    return holder === 'gunicorn' ? refuseEncodedMount(application) : [];
  });
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
