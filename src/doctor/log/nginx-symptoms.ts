import { type Symptom, symptomsOf } from './symptom.ts';

/** What nginx 1.22 says; the words have been the same since 1.18. */
export const nginxSymptoms: readonly Symptom[] = symptomsOf('nginx', [
  {
    cause: 'socket-missing',
    pattern: /connect\(\) to .+ failed \(2: /,
    example:
      'connect() to unix:/run/shop/app.sock failed (2: No such file or directory) while connecting to upstream',
  },
  {
    cause: 'socket-denied',
    pattern: /connect\(\) to .+ failed \(13: /,
    example:
      'connect() to unix:/run/shop/app.sock failed (13: Permission denied) while connecting to upstream',
  },
  {
    cause: 'socket-refused',
    pattern: /connect\(\)(?: to .+)? failed \(111: /,
    example:
      'connect() to unix:/run/shop/app.sock failed (111: Connection refused) while connecting to upstream',
  },
  {
    cause: 'backlog-full',
    pattern: /connect\(\) to .+ failed \(11: /,
    example:
      'connect() to unix:/run/shop/app.sock failed (11: Resource temporarily unavailable) while connecting to upstream',
  },
  {
    cause: 'wrong-protocol',
    pattern: /upstream sent unsupported FastCGI protocol version: \d+/,
    example:
      'upstream sent unsupported FastCGI protocol version: 72 while reading response header from upstream',
  },
  {
    cause: 'died-mid-body',
    pattern:
      /(?:upstream prematurely closed connection|recv\(\) failed \(104: .+\)) while reading upstream/,
    example: 'upstream prematurely closed connection while reading upstream',
  },
  {
    cause: 'process-died',
    pattern: /upstream prematurely closed connection|(?:recv|readv)\(\) failed \(104: /,
    example: 'upstream prematurely closed connection while reading response header from upstream',
  },
  {
    cause: 'no-output',
    pattern: /upstream prematurely closed FastCGI stdout/,
    example:
      'upstream prematurely closed FastCGI stdout while reading response header from upstream',
  },
  {
    cause: 'script-unknown',
    pattern: /FastCGI sent in stderr: "Primary script unknown/,
    example:
      'FastCGI sent in stderr: "Primary script unknown" while reading response header from upstream',
  },
  {
    cause: 'exception',
    pattern: /FastCGI sent in stderr: "(?<said>[\s\S]*?)(?:" while |"?$)/,
    example:
      'FastCGI sent in stderr: "ValueError: no such thing" while reading response header from upstream',
  },
  {
    cause: 'printed-before-headers',
    pattern: /upstream sent invalid header/,
    example:
      'upstream sent invalid header: "debug\\x20..." while reading response header from upstream',
  },
  {
    cause: 'headers-too-large',
    pattern: /upstream sent too big header/,
    example: 'upstream sent too big header while reading response header from upstream',
  },
  {
    cause: 'timed-out',
    pattern: /upstream timed out \(110: /,
    example:
      'upstream timed out (110: Connection timed out) while reading response header from upstream',
  },
  {
    cause: 'body-too-large',
    pattern: /client intended to send too large (?:chunked )?body: /,
    example: 'client intended to send too large body: 2048 bytes',
  },
  {
    cause: 'connections-exhausted',
    pattern: /\d+ worker_connections are not enough/,
    example: '768 worker_connections are not enough',
  },
]);
