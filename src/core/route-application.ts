import type { Bare } from './answer.ts';
import type { Known } from './asked.ts';
import { because } from './because.ts';
import { type ByteString, toByteString } from './byte-string.ts';
import type { Application } from './model.ts';
import type { Visitor } from './visitor.ts';

/** What an application under its mount gets, or the page in its place. */
export function routeApplication(
  application: Application,
  path: ByteString,
  { query, requestUri, method, user, visitor }: Known,
): Bare {
  if (application.maintenance?.isActive.value === true) {
    const { isActive } = application.maintenance;
    return {
      kind: 'maintenance',
      statuses: [503],
      because: [because('maintenance.active', isActive)],
    };
  }
  const { bareMount, protocol } = application;
  const mount = toByteString(application.mount.value);
  const isBare = path === mount;
  return {
    kind: 'application',
    application,
    variables: {
      ...Object.fromEntries(
        application.params.map(({ name, value }) => [name.value, toByteString(value.value)]),
      ),
      SCRIPT_NAME: mount,
      PATH_INFO: isBare ? (bareMount.value === 'slash' ? '/' : '') : path.slice(mount.length),
      REQUEST_URI: requestUri,
      QUERY_STRING: query,
      REQUEST_METHOD: method,
      ...ofVisitor(visitor),
      ...(user === null ? {} : { REMOTE_USER: toByteString(user) }),
    },
    absent: [
      ...(user === null ? ['REMOTE_USER'] : []),
      ...(visitor.scheme === 'http' ? ['HTTPS'] : []),
      ...(application.passAuthorization.value ? [] : ['HTTP_AUTHORIZATION']),
    ],
    statuses: null,
    because: [
      ...(isBare ? [because(`bare_mount: ${bareMount.value}`, bareMount)] : []),
      ...(protocol.value === 'http' ? [because(OVER_HTTP, protocol)] : []),
    ],
  };
}

const OVER_HTTP =
  "protocol: http: the application's own server makes these of the URL and of headers";

function ofVisitor({ address, scheme, isProxied }: Visitor): Readonly<Record<string, string>> {
  return {
    ...(address === null ? {} : { REMOTE_ADDR: address }),
    ...(scheme === null ? {} : { REQUEST_SCHEME: scheme }),
    ...(scheme === 'https' ? { HTTPS: 'on' } : {}),
    ...(scheme !== null && isProxied ? { SERVER_PORT: scheme === 'https' ? '443' : '80' } : {}),
  };
}
