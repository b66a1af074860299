// What deploygen computes for every request (docs/semantics.md), and what only an authenticating server may set.
const OWN = new Set([
  'AUTH_TYPE',
  'CONTENT_LENGTH',
  'CONTENT_TYPE',
  'GATEWAY_INTERFACE',
  'HTTPS',
  'PATH_INFO',
  'PATH_TRANSLATED',
  'QUERY_STRING',
  'REMOTE_ADDR',
  'REMOTE_HOST',
  'REMOTE_IDENT',
  'REMOTE_PORT',
  'REMOTE_USER',
  'REQUEST_METHOD',
  'REQUEST_SCHEME',
  'REQUEST_URI',
  'SCRIPT_NAME',
  'SERVER_ADDR',
  'SERVER_NAME',
  'SERVER_PORT',
  'SERVER_PROTOCOL',
  'SERVER_SOFTWARE',
]);

/** Why a descriptor's `params` may not set a gateway variable, or null. */
export function paramProblem(name: string): string | null {
  if (OWN.has(name)) return 'is computed for every request';
  if (name.startsWith('HTTP_')) return "is the client's request header";
  return null;
}
