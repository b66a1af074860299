const APACHE_APPS = `apps:
  - name: wiki
    mount: /wiki
    socket: unix:/run/wiki/app.sock
    static:
      - {url: /wiki/static/, path: /srv/wiki/static/, expires: 30d, index: index.html}
      - {url: /wiki/media/, path: /srv/wiki/media/, expires: 30d, fallthrough: true, index: index.html}
      - {url: /favicon.ico, path: /srv/wiki/favicon.ico, expires: 30d}
    deny: [/wiki/private]
    redirects: [{from: /old, to: "/wiki/?from=old"}]
    auth: {basic: {realm: Wiki, file: /etc/wiki.htpasswd, paths: [/wiki/a, /wiki/static/a], anonymous_methods: [GET]}}
    allow: [10.0.0.0/8]
    headers: {X-Frame-Options: DENY}
    maintenance: {page: /srv/wiki/503.html, active: true, retry_after: 5m}
    compress: [text/html]
`;

// Applications with everything around them.
const AROUND = `apps:
  - name: wiki
    mount: /wiki
    socket: unix:/run/wiki/app.sock
    bare_mount: slash
    static:
      - {url: /wiki/static/, path: /srv/wiki/static/, expires: 30d, fallthrough: true, index: index.html}
      - {url: /favicon.ico, path: /srv/wiki/favicon.ico, expires: 30d}
    deny: [/wiki/private]
    redirects: [{from: /old, to: "/wiki/?from=old"}]
    auth: {basic: {realm: Wiki, file: /etc/wiki.htpasswd, anonymous_methods: [GET]}}
    allow: [10.0.0.0/8]
    headers: {X-Frame-Options: DENY}
    maintenance: {page: /srv/wiki/503.html, retry_after: 5m}
    compress: [text/html, text/css]
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    headers: {X-Frame-Options: DENY}
    compress: [text/css]
    auth: {basic: {realm: Shop, file: /etc/shop.htpasswd, paths: [/shop/login]}}
    maintenance: {page: /srv/shop/503.html, active: true}
`;

// Two over HTTP, a third that does not.
const HTTP_APPS = `
  - name: wiki
    mount: /wiki
    protocol: http
    socket: ["127.0.0.1:9001", "[::1]:9002"]
    bare_mount: empty
    buffering: false
    websocket: true
    pass_authorization: false
    static: {/wiki/static/: /srv/wiki/static/, /favicon.ico: /srv/wiki/favicon.ico}
    deny: [/wiki/private]
    headers: {X-Frame-Options: DENY}
    maintenance: {page: /srv/wiki/503.html}
    compress: [text/css]
    allow: [10.0.0.0/8]
    extra:
      nginx: {location: "gzip on;"}
      apache: {location: LogLevel warn}
      lighttpd: {application: 'server.tag = ""'}
  - name: shop
    mount: /
    protocol: http
    socket: unix:/run/shop/app.sock
  - name: old
    mount: /old
    socket: unix:/run/old/app.sock
`;

/**
 * Descriptors with everything that plans can hold, so that a template can be checked in all its branches, whatever the
 * descriptor at hand says. Tests hold the built-in templates, and the plans of all golden cases, against them.
 */
export const samples: readonly string[] = [
  // What every target takes.
  `
name: sample
hosts: [sample.example.org, www.sample.example.org]
apps:
  - name: files
    mount: /
    socket: unix:/run/files/app.sock
    user: files
    umask: "027"
    directory: /srv/files
    command: [/srv/files/app.fcgi, --verbose]
    environment: {LANG: C.UTF-8}
    processes: 3
    params: {APP_MODE: live, SCRIPT_FILENAME: /srv/files/app.fcgi}
    static: {/static/: /srv/files/static/, /favicon.ico: /srv/files/favicon.ico}
    extra:
      nginx: {http: "gzip on;", server: "gzip on;", location: "gzip on;"}
      apache: {vhost: LogLevel warn, location: LogLevel warn}
      lighttpd: {server: 'server.tag = ""', application: 'server.tag = ""'}
      supervisor: {program: priority=5}
      systemd: {unit: StartLimitBurst=5, service: Nice=5, socket: FreeBind=yes}
      spawn-fcgi: {script: ulimit -c 0}
      sysv: {script: ulimit -c 0}
      runit: {run: ulimit -c 0}
      s6: {run: ulimit -c 0}
      screen: {script: ulimit -c 0}
      procfile: {script: ulimit -c 0}
      monit: {check: if memory > 512 MB then alert}
  - name: shop
    mount: /shop
    socket: 127.0.0.1:9001
    user: shop
    command: [/srv/shop/app.fcgi]
`,
  // Process managers: what supervisor refuses.
  `
name: sample
socket: unix:/run/sample/app.sock
user: sample
group: sample
command: [/srv/sample/app.fcgi]
environment_file: /etc/sample/environment
`,
  // Process managers: what a shell script can do, and supervisor can't.
  `
name: sample
socket: unix:/run/sample/app.sock
user: sample
group: sample
command: [/srv/sample/app.fcgi]
directory: /srv/sample
umask: "027"
environment: {LANG: C.UTF-8}
restart: fail
log: /var/log/sample.log
resources: {files: 4096}
workers: [{name: queue, command: [/srv/sample/queue]}]
`,
  // Process managers: what an init script adds.
  `
name: sample
socket: unix:/run/sample/app.sock
user: sample
command: [/srv/sample/app.fcgi]
reload: HUP
after: [postgresql]
`,
  // Process managers: all that can be said of processes.
  `
name: sample
hardening: strict
socket: unix:/run/sample/app.sock
user: sample
command: [/srv/sample/app.fcgi]
restart: fail
stop: {signal: INT, timeout: 5s}
reload: HUP
log: /var/log/sample.log
writable_paths: [/srv/sample/media]
network: true
after: [postgresql]
resources: {memory: 512m, files: 4096}
workers: [{name: queue, command: [/srv/sample/queue]}]
`,
  `
name: sample
network: false
socket: unix:/run/sample/app.sock
user: sample
command: [/srv/sample/app.fcgi]
stop: {signal: INT}
workers: [{name: queue, command: [/srv/sample/queue]}]
`,
  `
name: sample
socket: unix:/run/sample/app.sock
user: sample
app: {kind: wsgi, module: "sample:app"}
resources: {memory: 512m}
`,
  `
name: sample
hardening: strict
socket: unix:/run/sample/app.sock
user: sample
group: samples
app: {kind: php, script: /srv/sample/index.php}
max_requests: 1000
`,
  // gunicorn: all that can be said in its settings.
  `
name: sample
apps:
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    user: shop
    group: shops
    umask: "027"
    directory: /srv/shop
    environment: {LANG: C.UTF-8}
    app: {kind: wsgi, server: gunicorn, module: "shop:app"}
    threads: 2
    max_requests: 1000
    log: /var/log/shop/app.log
    extra: {gunicorn: {settings: keepalive = 5}}
  - name: wiki
    mount: /
    socket: "[::1]:9001"
    user: wiki
    app: {kind: wsgi, server: gunicorn, module: wiki}
`,
  // flup: all that can be said in its script.
  `
name: sample
apps:
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    umask: "027"
    directory: /srv/shop
    app: {kind: wsgi, server: flup, module: "shop:app"}
    extra: {flup: {script: application.debug = False}}
  - name: wiki
    mount: /wiki
    socket: "[::1]:9001"
    directory: /srv/wiki
    app: {kind: wsgi, server: flup, module: wiki}
`,
  // php-fpm: all that can be said of a pool.
  `
name: sample
apps:
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    user: shop
    group: shops
    directory: /srv/shop
    environment: {LANG: C.UTF-8}
    app: {kind: php, script: /srv/shop/index.php}
    max_requests: 1000
    resources: {files: 4096}
    log: /var/log/shop/php.log
    extra: {php-fpm: {pool: "php_admin_value[memory_limit] = 256M"}}
  - name: wiki
    mount: /wiki
    socket: "[::1]:9001"
    user: wiki
    app: {kind: php, script: /srv/wiki/index.php}
`,
  // uWSGI: all that can be said of a vassal.
  `
name: sample
apps:
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    user: shop
    group: shops
    umask: "027"
    directory: /srv/shop
    environment: {LANG: C.UTF-8}
    app: {kind: wsgi, module: "shop:app", virtualenv: /srv/shop/venv}
    processes: 4
    threads: 2
    max_requests: 1000
    resources: {files: 4096}
    log: /var/log/shop/app.log
    extra: {uwsgi: {options: harakiri = 60}}
  - name: wiki
    mount: /wiki
    socket: "[::1]:9001"
    user: wiki
    app: {kind: wsgi, module: wiki, program: /usr/local/bin/uwsgi}
`,
  // Web servers: several sockets, a mount that is passed on, addresses to listen at.
  `
name: sample
hosts: [sample.example.org]
listen: [8080, 192.0.2.1:8081]
apps:
  - name: wiki
    mount: /wiki
    socket: ["127.0.0.1:9001", "[::1]:9002"]
    bare_mount: slash
    params: {APP_MODE: live, DOCUMENT_ROOT: /srv/wiki}
    static: {/wiki/static/: /srv/wiki/static/}
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    bare_mount: empty
    params: {SCRIPT_FILENAME: /srv/shop/app.fcgi}
    extra:
      nginx: {http: "gzip on;", server: "gzip on;", location: "gzip on;"}
      lighttpd: {server: 'server.tag = ""', application: 'server.tag = ""'}
`,
  // Folders with a "*", which Apache takes for a wildcard.
  `
name: sample
hosts: [sample.example.org, "*.example.org"]
socket: unix:/run/sample/app.sock
static: {/static/: "/srv/*/static/", /a: "/srv/*/a", /b/: /srv/b/}
`,
  // What has no place in a fragment for Apache.
  `
name: sample
hosts: [sample.example.org]
socket: unix:/run/sample/app.sock
extra: {apache: {server: "#"}}
`,
  // What no fragment for Apache takes.
  `
name: sample
hosts: [sample.example.org]
socket: unix:/run/sample/app.sock
extra: {apache: {server: ServerTokens Prod}}
`,
  // Apache: what stands around applications, with a site or without.
  `
name: sample
hosts: [sample.example.org, www.sample.example.org]
${APACHE_APPS}`,
  // Apache: a whole site.
  `
name: sample
hosts: [sample.example.org, www.sample.example.org]
listen: [443, 80, 8443]
canonical_host: sample.example.org
default_server: true
tls: {certificate: /etc/ssl/sample.pem, key: /etc/ssl/sample.key, hsts: {seconds: 600}}
acme_webroot: /var/www/acme
trusted_proxies: [10.0.0.0/8]
encoded_slashes: reject
access_log: /var/log/apache2/sample.log
error_log: /var/log/apache2/sample.errors
${APACHE_APPS}`,
  // Apache: the same in "standalone".
  `
name: sample
hosts: [sample.example.org, www.sample.example.org]
canonical_host: sample.example.org
tls: {certificate: /etc/ssl/sample.pem, key: /etc/ssl/sample.key, redirect: false}
trusted_proxies: [10.0.0.0/8]
${APACHE_APPS}`,
  // What stands around applications, with a site or without.
  `
name: sample
hosts: [sample.example.org]
${AROUND}`,
  // A whole site.
  `
name: sample
hosts: [sample.example.org, www.sample.example.org]
canonical_host: sample.example.org
default_server: true
tls: {certificate: /etc/ssl/sample.pem, key: /etc/ssl/sample.key, hsts: {seconds: 63072000}}
acme_webroot: /var/www/acme
trusted_proxies: [10.0.0.0/8]
access_log: /var/log/nginx/sample.log
error_log: /var/log/nginx/sample.errors
${AROUND}`,
  // A site that answers plain requests too.
  `
name: sample
hosts: [sample.example.org]
tls: {certificate: /etc/ssl/sample.pem, key: /etc/ssl/sample.key, redirect: false, hsts: {seconds: 60}}
access_log: "off"
socket: unix:/run/sample/app.sock
`,
  // lighttpd: a whole site, at addresses of its own.
  `
name: sample
hosts: [sample.example.org, www.sample.example.org]
listen: [443, "192.0.2.1:8443"]
default_server: true
canonical_host: sample.example.org
tls: {certificate: /etc/ssl/sample.pem, key: /etc/ssl/sample.key, hsts: {seconds: 600}}
acme_webroot: /srv/acme
trusted_proxies: [192.0.2.0/24]
encoded_slashes: reject
access_log: /var/log/sample.log
error_log: /var/log/sample.errors
apps:
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    deny: [/shop/private]
    redirects: [{from: /old, to: /shop/}]
    auth: {basic: {realm: Shop, file: /etc/shop.htpasswd, paths: [/shop/login, /shop/static/a], anonymous_methods: [GET]}}
    allow: [192.0.2.0/24, "::1"]
    headers: {X-Frame-Options: DENY}
    maintenance: /srv/shop/503.html
    compress: true
    static:
      /shop/static/: {path: /srv/shop/static/, expires: 30d, index: index.html}
      /shop/media/: {path: /srv/shop/media/, expires: 30d, fallthrough: true, index: index.html}
  - name: wiki
    mount: /wiki
    socket: unix:/run/wiki/app.sock
    pass_authorization: false
    maintenance: {page: /srv/wiki/503.html, active: true, retry_after: 5m}
`,
  // lighttpd: what stands around applications, with the page of maintenance named for its status.
  `
name: sample
hosts: [sample.example.org]
apps:
  - name: shop
    mount: /shop
    socket: unix:/run/shop/app.sock
    deny: [/shop/private]
    redirects: [{from: /old, to: /shop/}]
    auth: {basic: {realm: Shop, file: /etc/shop.htpasswd, paths: [/shop/login, /shop/static/a], anonymous_methods: [GET]}}
    allow: [192.0.2.0/24, "::1"]
    headers: {X-Frame-Options: DENY}
    maintenance: /srv/shop/503.html
    compress: true
    static:
      /shop/static/: {path: /srv/shop/static/, expires: 30d, index: index.html}
      /shop/media/: {path: /srv/shop/media/, expires: 30d, fallthrough: true, index: index.html}
  - name: wiki
    mount: /wiki
    socket: unix:/run/wiki/app.sock
    pass_authorization: false
    maintenance: {page: /srv/wiki/503.html, active: true, retry_after: 5m}
`,
  // lighttpd: a site that answers plain requests, too.
  `
name: sample
hosts: [sample.example.org]
tls: {certificate: /etc/ssl/sample.pem, key: /etc/ssl/sample.key, redirect: false, profile: modern, hsts: {seconds: 60}}
access_log: "off"
socket: unix:/run/sample/app.sock
headers: {X-Frame-Options: DENY}
`,
  // Web servers: applications that speak HTTP.
  `
name: sample
hosts: [sample.example.org]
apps:
${HTTP_APPS}`,
  `
name: sample
hosts: [sample.example.org]
trusted_proxies: [10.0.0.0/8]
apps:
${HTTP_APPS}  - name: news
    mount: /news
    protocol: http
    socket: unix:/run/news/app.sock
    auth: {basic: {realm: News, file: /etc/news.htpasswd, anonymous_methods: [GET]}}
    static: {/news/static/: {path: /srv/news/static/, fallthrough: false}}
`,
];
