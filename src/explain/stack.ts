import { bracketed } from '../core/address.ts';
import type { Application, Deployment, Socket, Static } from '../core/model.ts';
import { owners } from '../core/owners.ts';
import type { App } from '../core/process.ts';
import type { Target } from '../core/target.ts';
import { type Hints, hintsFor } from './hints.ts';
import { visible } from './visible.ts';

/** What a request passes on its way to an application or a file: the picture of a deployment. */
export interface Stack {
  readonly title: string;
  readonly client: Box;
  readonly web: Box;
  /** What the web server passes requests to, the longest path first. */
  readonly branches: readonly Branch[];
  /** What the applications themselves must agree on. */
  readonly hints: readonly Hints[];
}

/** One way behind the web server, from left to right. */
export type Branch = readonly [Box, ...Box[]];

export interface Box {
  readonly kind: 'client' | 'web' | 'files' | 'socket' | 'manager' | 'processes';
  readonly title: string;
  readonly lines: readonly string[];
}

export interface Shown {
  readonly web: Target;
  readonly manager: Target;
}

/** The picture of a deployment behind one web server and under one process manager. */
export function toStack(deployment: Deployment, { web, manager }: Shown): Stack {
  const { name, hosts, listen, applications } = deployment;
  const names = hosts.map(({ value }) => visible(value));
  const ports = listen.map(({ value: { host, port } }) =>
    host === null ? `port ${port}` : `${bracketed(host)}:${port}`,
  );
  return {
    title: `${name.value}: ${web.name} and ${manager.name}`,
    client: {
      kind: 'client',
      title: 'client',
      lines: names.length === 0 ? ['your own server block'] : [...names, ...ports],
    },
    web: {
      kind: 'web',
      title: web.name,
      lines: [...new Set(applications.flatMap((application) => web.describe?.(application) ?? []))],
    },
    hints: applications.flatMap((application) => hintsFor(application) ?? []),
    branches: owners(deployment).map(
      (owner): Branch =>
        owner.kind === 'static'
          ? [filesBox(owner.static)]
          : applicationBoxes(owner.application, manager),
    ),
  };
}

function filesBox({ kind, url, path }: Static): Box {
  return {
    kind: 'files',
    title: visible(url.value),
    lines: [kind === 'folder' ? 'files of the folder' : 'the file', visible(path.value)],
  };
}

function applicationBoxes(application: Application, manager: Target): Branch {
  const { mount, protocol, sockets, name, processes, user, command, app } = application;
  const count = processes.value;
  const account = user === null ? [] : [`as ${user.value}`];
  const words =
    command === null ? [] : [command.value.map(({ value }) => visible(value)).join(' ')];
  return [
    {
      kind: 'socket',
      title: visible(mount.value === '' ? '/' : mount.value),
      lines: [
        PROTOCOLS[protocol.value],
        ...sockets.flatMap(({ value }) => describeSocket(value, application)),
      ],
    },
    { kind: 'manager', title: manager.name, lines: manager.describe?.(application) ?? [] },
    {
      kind: 'processes',
      title: `${name.value}: ${count} ${count === 1 ? 'process' : 'processes'}`,
      lines: [...account, ...(app === null ? [] : appLines(app.value)), ...words],
    },
  ];
}

const PROTOCOLS = { fastcgi: 'FastCGI', http: 'HTTP' } as const;

/** What runs the application, and the application. */
function appLines(app: App): readonly string[] {
  if (app.kind !== 'wsgi') return [SERVERS[app.kind], visible(app.script.value)];
  return [SERVERS[app.server.value], visible(`${app.module.value}:${app.callable.value}`)];
}

const SERVERS = {
  uwsgi: 'uWSGI',
  gunicorn: 'gunicorn',
  flup: 'flup',
  psgi: 'plackup',
  php: 'php-fpm',
  cgi: 'fcgiwrap',
} as const;

function describeSocket(socket: Socket, { user }: Application): readonly string[] {
  if (socket.kind === 'tcp') return [`${bracketed(socket.host.value)}:${socket.port.value}`];
  const owner = socket.owner?.value ?? user?.value ?? '?';
  return [
    `unix:${visible(socket.path.value)}`,
    `${owner}:${socket.group.value}, mode ${socket.mode.value}`,
  ];
}
