import type { MainSurroundings } from '../behaviour/with-fragments.ts';

type MainConfiguration = (surroundings: MainSurroundings, sites: string) => string;

/** The smallest main configuration of each web server around sites, as a distribution has it: nothing of the file system is open. */
export const mainConfigurations = {
  nginx: ({ workspace }, sites) => {
    const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    return `
    user www-data;
    pid ${workspace.path('nginx.pid')};
    error_log ${workspace.path('error.log')};
    events {}
    http {
      access_log off;
      ${folders.map((name) => `${name}_temp_path ${workspace.path(name)};`).join(' ')}
      ${sites}
    }`;
  },
  apache: ({ workspace, listen }, sites) =>
    [
      ...MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
      `ServerRoot ${workspace.directory}`,
      `DefaultRuntimeDir ${workspace.directory}`,
      `PidFile ${workspace.path('apache.pid')}`,
      `ErrorLog ${workspace.path('error.log')}`,
      'User www-data',
      'Group www-data',
      'ServerName localhost',
      'TypesConfig /dev/null',
      `<Directory "/">`,
      '    Require all denied',
      '</Directory>',
      `DocumentRoot ${workspace.directory}`,
      // What the sites do not open themselves is open already, and the other way round.
      sites.includes(`Listen ${listen.host}:${listen.port}`) ? '' : `Listen ${listen.port}`,
      sites,
      '',
    ].join('\n'),
  lighttpd: ({ workspace, listen }, sites) =>
    [
      'server.document-root = "/dev/null"',
      `server.bind = "${listen.host}"`,
      `server.port = ${listen.port}`,
      `server.errorlog = "${workspace.path('error.log')}"`,
      'mimetype.assign = ( "" => "application/octet-stream" )',
      sites,
      '',
    ].join('\n'),
} as const satisfies Record<string, MainConfiguration>;

const MODULES = [
  ...['mpm_event', 'authz_core', 'authz_host', 'authn_core', 'authn_file', 'authz_user'],
  ...['auth_basic', 'alias', 'deflate', 'dir', 'expires', 'filter', 'headers', 'http2', 'mime'],
  ...['proxy', 'proxy_fcgi', 'remoteip', 'rewrite', 'setenvif', 'socache_shmcb', 'ssl'],
];
