import { byteLength } from './byte-string.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Application, Deployment, Socket } from './model.ts';
import { blame, type Placed } from './place.ts';
import { isInStandalone, type SiteField, statedSiteFields } from './site-fields.ts';
import type { Layout, Target, UnsupportedField } from './target.ts';

/** What a deployment asks of a target that the target does not have: one diagnostic each, at the field. */
export function checkCapabilities(deployment: Deployment, target: Target): readonly Diagnostic[] {
  return deployment.applications.flatMap((application) => [
    ...checkRequired(application, target),
    ...checkProtocol(application, target),
    ...checkUnsupported(application, target),
    ...checkSockets(application, target),
  ]);
}

/** A layout that needs what the deployment does not state. */
export function checkLayout(deployment: Deployment, layout: Layout): readonly Diagnostic[] {
  if (layout !== 'site' || deployment.hosts.length > 0) return [];
  return [
    blame(deployment.name, {
      code: 'target-missing-field',
      message: 'layout "site" needs "hosts"',
      help: 'add the names of the site, such as "hosts: [shop.example.org]"',
    }),
  ];
}

/** Fields of a site that a layout does not have, or that a target cannot honour in it. */
export function checkSiteFields(
  deployment: Deployment,
  { name, side, capabilities: { unsupportedSite = {} } }: Target,
  layout: Layout,
): readonly Diagnostic[] {
  if (side === 'process') return [];
  const isWanted = (field: SiteField): boolean => layout !== 'standalone' || isInStandalone(field);
  return statedSiteFields(deployment, isWanted).flatMap(([field, placed]) => {
    const code = 'target-unsupported';
    if (layout === 'fragment') {
      const message = `"${field}" is no part of a fragment`;
      const help = 'use layout "site", or leave it to your own server block';
      return [blame(placed, { code, message, help })];
    }
    const help = unsupportedSite[field];
    if (help === undefined) return [];
    return [blame(placed, { code, message: `"${field}" is not supported by ${name}`, help })];
  });
}

function checkRequired(application: Application, { name, capabilities }: Target): Diagnostic[] {
  return capabilities.required
    .filter((field) => isMissing(application, field))
    .map((field) =>
      blame(application.name, {
        code: 'target-missing-field',
        message: `${name} needs ${field === 'user' ? '"user"' : '"command" or "app"'} for application "${application.name.value}"`,
        help:
          field === 'user'
            ? 'add the user that the processes run as'
            : 'add the program that serves the socket, as a list: command: [/srv/shop/app.fcgi]',
      }),
    );
}

function isMissing(application: Application, field: 'user' | 'command'): boolean {
  return application[field] === null && (field === 'user' || application.app === null);
}

function checkProtocol(application: Application, { name, capabilities }: Target): Diagnostic[] {
  const { protocol } = application;
  if (capabilities.protocols.includes(protocol.value)) return [];
  // The app decides the protocol, and is refused itself.
  if (capabilities.unsupported.some((one) => isOfApp(one) && one.stated(application).length > 0)) {
    return [];
  }
  return [
    blame(protocol, {
      code: 'target-unsupported',
      message: `protocol "${protocol.value}" is not supported by ${name}`,
      help: `it takes ${capabilities.protocols.join(', ')}`,
    }),
  ];
}

function isOfApp({ field }: UnsupportedField): boolean {
  return /^app(: |$)/.test(field);
}

function checkUnsupported(application: Application, { name, capabilities }: Target): Diagnostic[] {
  return capabilities.unsupported.flatMap(({ field, stated, instead }) =>
    stated(application).map((placed) =>
      blame(placed, {
        code: 'target-unsupported',
        message: `"${field}" is not supported by ${name}`,
        help: instead,
      }),
    ),
  );
}

function checkSockets({ sockets }: Application, { name, capabilities }: Target): Diagnostic[] {
  const { families, hasLists } = capabilities.sockets;
  const found = sockets.flatMap((socket) => checkSocket(socket, { name, capabilities }));
  const [, second] = sockets;
  if (second === undefined || hasLists) return found;
  const help = `use one unix socket or one TCP socket (${families.join(', ')})`;
  const message = `${name} cannot take a list of sockets`;
  return [...found, blame(second, { code: 'target-unsupported', message, help })];
}

function checkSocket(
  { value }: Placed<Socket>,
  { name, capabilities }: Pick<Target, 'name' | 'capabilities'>,
): Diagnostic[] {
  const { unixPathBytes, families } = capabilities.sockets;
  const refuse = (message: string, help: string): Diagnostic[] => [
    blame(value.kind === 'unix' ? value.path : value.host, {
      code: 'target-socket',
      message,
      help,
    }),
  ];
  if (value.kind === 'tcp') {
    if (families.includes(value.family)) return [];
    return refuse(
      `${name} cannot take the ${value.family === 'name' ? 'host name' : value.family} socket "${value.host.value}"`,
      `it takes ${[...(unixPathBytes === null ? [] : ['unix']), ...families].join(', ')}`,
    );
  }
  const bytes = byteLength(value.path.value);
  if (unixPathBytes === null) return refuse(`${name} takes no unix socket`, 'use a TCP socket');
  if (bytes <= unixPathBytes) return [];
  return refuse(
    `socket path is ${bytes} bytes long, ${name} takes at most ${unixPathBytes}`,
    'use a shorter path, such as /run/NAME/app.sock',
  );
}
