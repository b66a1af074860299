import type { Site } from '../web-lab.ts';

/** A whole httpd.conf around some directives. */
export function configuration(site: Site, directives: readonly string[]): string {
  return `
ServerRoot ${site.directory}
DefaultRuntimeDir ${site.directory}
PidFile apache.pid
ErrorLog error.log
User #65534
Group #65534
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:${site.port}
ServerName localhost
DocumentRoot ${site.directory}
LimitRequestLine 65536
MaxKeepAliveRequests 0
AllowEncodedSlashes On
Define deploygen_dollar "$"
${directives.join('\n')}
`;
}

const MODULES = ['mpm_event', 'authz_core', 'alias', 'env', 'headers', 'proxy', 'proxy_fcgi'];

/** Directives in virtual hosts of a hundred each, so that no request has thousands of patterns to try. */
export function inHosts(site: Site, directives: readonly string[]): readonly string[] {
  const hosts = Array.from({ length: Math.ceil(directives.length / HUNDRED) }, (_, host) => [
    `<VirtualHost 127.0.0.1:${site.port}>`,
    `ServerName ${hostOf(host * HUNDRED)}`,
    'AllowEncodedSlashes On',
    ...directives.slice(host * HUNDRED, (host + 1) * HUNDRED),
    '</VirtualHost>',
  ]);
  return hosts.flat();
}

/** The virtual host of the so-manieth of them. */
export function hostOf(index: number): string {
  return `h${Math.floor(index / HUNDRED)}`;
}

const HUNDRED = 100;
