import { type Symptom, symptomsOf } from './symptom.ts';

/** What lighttpd 1.4.69 says. */
export const lighttpdSymptoms: readonly Symptom[] = symptomsOf('lighttpd', [
  {
    cause: 'socket-missing',
    pattern: /establishing connection failed: .*: No such file or directory/,
    example:
      '(gw_backend.c.274) establishing connection failed: socket: unix:/run/shop/app.sock: No such file or directory',
  },
  {
    cause: 'socket-denied',
    pattern: /establishing connection failed: .*: Permission denied/,
    example:
      '(gw_backend.c.274) establishing connection failed: socket: unix:/run/shop/app.sock: Permission denied',
  },
  {
    cause: 'socket-refused',
    pattern: /establishing connection failed: .*: Connection refused/,
    example:
      '(gw_backend.c.274) establishing connection failed: socket: tcp:127.0.0.1:9000: Connection refused',
  },
  {
    cause: null,
    pattern: /all handlers for .* are down/,
    example: '(gw_backend.c.960) all handlers for /shop? on /shop are down.',
  },
  {
    cause: 'backlog-full',
    pattern: /connection was dropped after accept\(\)/,
    example:
      '(gw_backend.c.2026) connection was dropped after accept() (perhaps the gw process died), write-offset: 0 socket: unix:/run/shop/app.sock',
  },
  {
    cause: null,
    pattern: /write failed: \d+: Transport endpoint is not connected/,
    example: '(network_write.c.109) write failed: 11: Transport endpoint is not connected',
  },
  {
    // Its next line says what came of it.
    cause: null,
    pattern:
      /http-header-glue\.c\.\d+\) read\(\) .*: (?:Invalid argument|Connection reset by peer)/,
    example: '(http-header-glue.c.1341) read() 10 11: Connection reset by peer',
  },
  {
    cause: 'died-mid-body',
    pattern: /response already sent out, but backend returned error/,
    example:
      '(gw_backend.c.2396) response already sent out, but backend returned error on socket: unix:/run/shop/app.sock for /shop?, terminating connection',
  },
  {
    cause: 'process-died',
    pattern: /response not received, request sent: [1-9]\d* on socket/,
    example:
      '(gw_backend.c.2389) response not received, request sent: 473 on socket: unix:/run/shop/app.sock for /shop?, closing connection',
  },
  {
    cause: null,
    pattern: /response not received, request (?:not sent|sent: 0) on socket/,
    example:
      '(gw_backend.c.2380) response not received, request not sent on socket: unix:/run/shop/app.sock for /shop?, reconnecting',
  },
  {
    // Its next line tells a death before the answer from one in the middle.
    cause: null,
    pattern: /unexpected end-of-file \(perhaps the fastcgi process died\)/,
    example:
      '(mod_fastcgi.c.360) unexpected end-of-file (perhaps the fastcgi process died):pid: 0 socket: unix:/run/shop/app.sock',
  },
  {
    cause: 'script-unknown',
    pattern: /FastCGI-stderr:Primary script unknown/,
    example: '(mod_fastcgi.c.449) FastCGI-stderr:Primary script unknown',
  },
  {
    cause: 'body-too-large',
    pattern: /request-size too long: \d+ -> 413/,
    example: '(response.c.377) request-size too long: 5000 -> 413',
  },
  {
    cause: 'exception',
    pattern: /FastCGI-stderr:(?<said>[\s\S]*)/,
    example: '(mod_fastcgi.c.449) FastCGI-stderr:ValueError: no such thing',
  },
  {
    cause: 'headers-too-large',
    pattern: /response headers too large/,
    example: '(http-header-glue.c.1128) response headers too large for /shop',
  },
  {
    cause: 'timed-out',
    pattern: /(?:read|write|connect) timeout on socket/,
    example: '(gw_backend.c.2708) read timeout on socket: unix:/run/shop/app.sock (fd: 11)',
  },
  {
    cause: 'process-not-started',
    pattern: /invalid "bin-path"|child exited: [1-9]\d* /,
    example: '(gw_backend.c.620) child exited: 1 unix:/run/shop/app.sock-0',
  },
]);
