import type { ByteString } from '../../core/byte-string.ts';
import { decode, normalise, splitTarget } from '../../core/request-path.ts';
import type { NameValue } from '../fastcgi/name-value.ts';

export type GatewayHeader = readonly [name: string, value: ByteString];

/**
 * What a WSGI server makes of a request (docs/semantics.md, section 6): the mount is its own, and what the web server says of the
 * client is in headers. It believes them all, as those who stand behind a web server do: gunicorn even SCRIPT_NAME.
 */
export function gatewayVariables(
  {
    method,
    target,
    headers: sent,
  }: {
    readonly method: string;
    readonly target: ByteString;
    readonly headers: readonly GatewayHeader[];
  },
  mount: ByteString,
): readonly NameValue[] {
  const headers = sent.map(
    ([name, value]) => [`HTTP_${name.toUpperCase().replaceAll('-', '_')}`, value] as const,
  );
  const said = (name: string): ByteString | null => {
    const found = headers.filter(([each]) => each === name).map(([, value]) => value);
    return found.length === 0 ? null : found.join(', ');
  };
  const { path, query, requestUri } = splitTarget(target) ?? {
    path: target,
    query: '',
    requestUri: target,
  };
  const whole = normalise(decode(path) ?? path).path;
  const isMounted = mount === '' || whole === mount || whole.startsWith(`${mount}/`);
  const forged = sent.find(([name]) => name.toUpperCase() === 'SCRIPT_NAME')?.[1];
  const scheme = said('HTTP_X_FORWARDED_PROTO');
  const told: readonly (readonly [name: string, value: ByteString | null])[] = [
    ['REQUEST_METHOD', method],
    ['REQUEST_URI', requestUri],
    ['QUERY_STRING', query],
    ['SCRIPT_NAME', forged ?? (isMounted ? mount : '')],
    ['PATH_INFO', isMounted ? whole.slice(mount.length) : whole],
    ['REMOTE_ADDR', said('HTTP_X_FORWARDED_FOR')],
    ['REMOTE_USER', said('HTTP_X_REMOTE_USER')],
    ['REQUEST_SCHEME', scheme],
    ['HTTPS', scheme === 'https' ? 'on' : null],
    ['SERVER_PORT', said('HTTP_X_FORWARDED_PORT')],
    ['CONTENT_LENGTH', said('HTTP_CONTENT_LENGTH')],
    ['CONTENT_TYPE', said('HTTP_CONTENT_TYPE')],
  ];
  return [
    ...told.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
    ...headers.filter(([name]) => !['HTTP_CONTENT_LENGTH', 'HTTP_CONTENT_TYPE'].includes(name)),
  ];
}
