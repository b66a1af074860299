import { type Symptom, symptomsOf } from './symptom.ts';

/** What mod_proxy_fcgi and mod_fcgid of Apache 2.4 say. */
export const apacheSymptoms: readonly Symptom[] = symptomsOf('apache', [
  {
    cause: 'socket-missing',
    pattern: /\(2\)No such file or directory: (?:\[client [^\]]*\] )?AH02454: /,
    example:
      '(2)No such file or directory: AH02454: FCGI: attempt to connect to Unix domain socket /run/shop/app.sock (deploygen-shop:8000) failed',
  },
  {
    cause: 'socket-denied',
    pattern: /\(13\)Permission denied: (?:\[client [^\]]*\] )?AH0(?:2454|0957): /,
    example:
      '(13)Permission denied: AH02454: FCGI: attempt to connect to Unix domain socket /run/shop/app.sock (deploygen-shop:8000) failed',
  },
  {
    cause: 'socket-refused',
    pattern: /\(111\)Connection refused: (?:\[client [^\]]*\] )?AH0(?:2454|0957): /,
    example:
      '(111)Connection refused: AH00957: FCGI: attempt to connect to 127.0.0.1:9000 (127.0.0.1:9000) failed',
  },
  {
    cause: null,
    pattern: /AH01079: failed to make connection to backend/,
    example: 'AH01079: failed to make connection to backend: deploygen-shop',
  },
  {
    cause: 'wrong-protocol',
    pattern: /AH01068: Got bogus version \d+/,
    example: 'AH01068: Got bogus version 72',
  },
  {
    cause: 'timed-out',
    pattern: /\(70007\)The timeout specified has expired: .*AH01075: /,
    example:
      '(70007)The timeout specified has expired: [client 127.0.0.1:52634] AH01075: Error dispatching request to :8000: (polling)',
  },
  {
    cause: 'process-died',
    pattern: /AH01067: Failed to read FastCGI header/,
    example: 'AH01067: Failed to read FastCGI header',
  },
  {
    cause: null,
    pattern: /AH01075: Error dispatching request/,
    example:
      '(70014)End of file found: [client 127.0.0.1:59928] AH01075: Error dispatching request to :8000: ',
  },
  {
    cause: 'script-unknown',
    pattern: /AH01071: Got error 'Primary script unknown/,
    example: "AH01071: Got error 'Primary script unknown'",
  },
  {
    cause: 'exception',
    pattern: /AH01071: Got error '(?<said>[\s\S]*?)'?$/,
    example: "AH01071: Got error 'ValueError: no such thing\\n'",
  },
  {
    cause: 'printed-before-headers',
    pattern: /malformed header from script/,
    example: "malformed header from script 'x': Bad header: hello",
  },
  {
    cause: 'process-not-started',
    pattern:
      /End of script output before headers|mod_fcgid: error reading data from FastCGI server/,
    example: 'End of script output before headers: shop.fcgi',
  },
  {
    cause: 'headers-too-large',
    pattern: /proxy_fcgi:error.*Premature end of script headers/,
    example: '[proxy_fcgi:error] [pid 10060:tid 10083] Premature end of script headers: x',
  },
  {
    cause: null,
    pattern: /AH01070: Error parsing script headers/,
    example: 'AH01070: Error parsing script headers',
  },
  {
    cause: 'timed-out',
    pattern: /mod_fcgid: read data timeout/,
    example: 'mod_fcgid: read data timeout in 40 seconds',
  },
  {
    cause: 'process-not-started',
    pattern: /mod_fcgid: process .*exit\(communication error\)/,
    example:
      'mod_fcgid: process /srv/shop/shop.fcgi(1234) exit(communication error), terminated by calling exit(), return code: 255',
  },
  {
    cause: 'not-executable-here',
    pattern: /ExecCGI (?:is off|enabled|is off in this directory)/,
    example: 'mod_fcgid: location of script /srv/shop/shop.fcgi does not have ExecCGI enabled',
  },
]);
