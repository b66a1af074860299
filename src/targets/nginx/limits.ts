import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'nginx-repeated-headers',
    summary:
      'before 1.23, request headers that a client repeats (Cookie, X-Forwarded-For) arrive as repeated parameters, of which applications keep one',
  },
  {
    id: 'nginx-truncation-with-lists',
    summary:
      'with a list of sockets, or a socket path with "$", a response that is cut half-way looks complete: fastcgi_keep_conn, which would show it, starves prefork applications behind an upstream block from 1.29.7 on',
  },
  {
    id: 'nginx-full-backlog',
    summary: 'answers 502 at once while the backlog of a unix socket is full (TCP waits)',
  },
  {
    id: 'nginx-tls-of-the-default',
    summary:
      'of servers that share an address, the default one decides on the versions of TLS, whatever "tls.profile" says for another',
  },
  {
    id: 'nginx-redirect-behind-proxy',
    summary:
      'with "tls.redirect" it is the address that decides, and not what a trusted proxy says: plain ones redirect clients that came by https, and those with TLS no client that came by http',
    excuses: ({ request: { scheme, forwarded }, expected, observed }) =>
      forwarded?.proto !== undefined &&
      forwarded.proto !== scheme &&
      (expected.kind === 'redirect') !== (observed.status === 308),
  },
  {
    id: 'nginx-compressed-html',
    summary: 'compresses text/html wherever it compresses anything, listed under "compress" or not',
  },
];
