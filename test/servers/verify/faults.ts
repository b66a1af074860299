/** A mistake in raw text, which only the program itself can find. */
export interface Fault {
  readonly target: string;
  readonly position: string;
  /** The line with the mistake; those before it are sound. */
  readonly text: string;
  /** What is said of it. */
  readonly says: RegExp;
}

/** What no shell can read, or calls what is not there. */
const SHELL: readonly (readonly [text: string, says: RegExp])[] = [
  ['if :; then echo; else fi', /"fi" unexpected/],
  ['echo a ;; echo b', /";;" unexpected/],
  ['{ }', /"}" unexpected/],
  ['& echo', /"&" unexpected/],
  ['for 1x in a; do :; done', /Bad for loop variable/],
  ['ulmit -c 0', /ulmit: no such command/],
  ['if tsst -e /x; then :; fi', /tsst: no such command/],
];

export const faults: readonly Fault[] = [
  ...of('nginx', 'location', [
    ['fastcgi_hide_heade X-Powered-By;', /unknown directive "fastcgi_hide_heade"/],
    ['fastcgi_hide_header;', /invalid number of arguments/],
    ['fastcgi_intercept_errors maybe;', /invalid value "maybe"/],
    ['fastcgi_buffers 8;', /invalid number of arguments/],
    ['fastcgi_cache nowhere;', /zone "nowhere" is unknown/],
    ['expires tomorrow;', /invalid value|"expires"/],
    ['worker_processes 4;', /"worker_processes" directive is not allowed here/],
    ['add_header X-A $nowhere;', /unknown "nowhere" variable/],
  ]),
  ...of('nginx', 'server', [
    ['client_header_timeout soon;', /invalid value/],
    ['error_page 999999 /x.html;', /value "999999"/],
  ]),
  ...of('nginx', 'http', [['map $uri {\n}', /invalid number of arguments in "map"/]]),
  ...of('apache', 'vhost', [
    ['ProxyTimeot 30', /Invalid command 'ProxyTimeot'/],
    ['ProxyTimeout soon', /Proxy ?Timeout/i],
    ['AllowEncodedSlashes perhaps', /AllowEncodedSlashes/],
    ['LimitRequestBody -5', /LimitRequestBody/],
    ['Header frobnicate X-A 1', /first argument must be/],
    ['Alias /only-one', /Alias/],
  ]),
  ...of('apache', 'location', [
    ['Require nobody-knows', /Unknown Authz provider|nobody-knows/i],
    ['ServerName a.example', /not allowed/],
  ]),
  ...of('lighttpd', 'server', [
    ['server.max-conections = 100', /unknown config-key: server\.max-conections/],
    ['server.modules += ("mod_nowhere")', /mod_nowhere/],
    ['server.max-keep-alive-idle = "soon"', /max-keep-alive-idle/],
    ['var.a = var.nowhere', /Undefined config variable|nowhere/],
  ]),
  ...of('lighttpd', 'application', [
    ['url.redirect = ( "[" => "/x" )', /pcre|redirect/i],
    ['fastcgi.serverr = ( )', /unknown config-key: fastcgi\.serverr/],
  ]),
  ...of('systemd', 'service', [
    ['MemoryMaxx=1G', /Unknown key 'MemoryMaxx'/],
    ['Nice=very', /Nice|Failed to parse/],
    ['TimeoutStopSec=soonish', /TimeoutStopSec|Failed to parse/],
    ['CPUWeight=99999999', /CPU ?[Ww]eight/],
  ]),
  ...of('systemd', 'socket', [['Backlogg=5', /Unknown key 'Backlogg'/]]),
  ...of('systemd', 'unit', [['Afterr=x.service', /Unknown key 'Afterr'/]]),
  ...of('supervisor', 'program', [
    ['startsec=5', /does not know "startsec"/],
    ['priority=high', /priority|high/],
    ['stopsignal=SIGNOTHING', /NOTHING/],
    ['autorestart=perhaps', /perhaps/],
    ['exitcodes=a,b', /exitcodes|not a valid list/],
  ]),
  ...of('gunicorn', 'settings', [
    ['keepalve = 5', /does not know "keepalve"/],
    ['keepalive = "soon"', /invalid literal for int/],
    ['preload_app = "perhaps"', /Invalid boolean: perhaps/],
    ['keepalive = 5\nlimit_request_line = -1', /Value must be positive/],
    ['def when_redy(server):\n    pass', /does not know "when_redy"/],
    ['keepalive = = 5', /invalid syntax/],
  ]),
  ...of('flup', 'script', [
    ['application = = application', /invalid syntax/],
    ['import', /invalid syntax|Expected/],
    ['x = 1\nreturn x', /'return' outside function/],
    ['application.debug = 0777', /leading zeros/],
    ['x = 1\n  y = 2', /unexpected indent/],
  ]),
  ...of('php-fpm', 'pool', [
    ['pm.max_childrn = 3', /unknown entry 'pm.max_childrn'/],
    ['request_terminate_timeout = soon', /unknown suffix used in time value/],
    ['pm.status_path = /x\nrlimit_core = much', /is not a valid number/],
    ['catch_workers_output = maybe', /invalid boolean value/],
    ['php_admin_value[memory_limit] = many', /"many" is no size/],
    ['slowlog = /nowhere/slow\nrequest_slowlog_timeout = never', /unknown suffix/],
  ]),
  ...of('uwsgi', 'options', [
    ['harakri = 60', /unknown config directive: harakri/],
    ['env = A=b\npy-autoreloads = 1', /unknown config directive: py-autoreloads/],
    ['cheaper = two', /"two" is no number, and "cheaper" would be read as 0/],
    ['max-worker-lifetime = 1h', /"1h" is no number, .* would be read as 1 /],
    ['; patience\n  socket-timeout=soon', /"soon" is no number/],
  ]),
  ...of('spawn-fcgi', 'script', SHELL),
  ...of('runit', 'run', SHELL),
  ...of('s6', 'run', SHELL),
  ...of('monit', 'check', [
    ['if memry > 512 MB then alert', /syntax error 'memry'/],
    ['if memory > 512 MB then frobnicate', /syntax error 'frobnicate'/],
    ['if memory > lots then alert', /syntax error 'lots'/],
    ['depends on nothing', /'nothing' is not defined/],
    ['mode sometimes', /syntax error 'sometimes'/],
    ['every second', /syntax error/],
  ]),
  ...of('sysv', 'script', SHELL),
  ...of('screen', 'script', SHELL),
  ...of('procfile', 'script', SHELL),
];

function of(
  target: string,
  position: string,
  texts: readonly (readonly [text: string, says: RegExp])[],
): readonly Fault[] {
  return texts.map(([text, says]) => ({ target, position, text, says }));
}
