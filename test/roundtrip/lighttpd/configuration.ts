import type { Site } from '../web-lab.ts';

/** A whole lighttpd.conf around some statements. */
export function configuration(site: Site, statements: readonly string[]): string {
  return `
server.modules = ("mod_access", "mod_redirect", "mod_alias", "mod_setenv", "mod_fastcgi")
server.bind = "127.0.0.1"
server.port = ${site.port}
server.document-root = "/dev/null"
server.errorlog = "${site.directory}/error.log"
server.upload-dirs = ("${site.directory}")
server.max-request-field-size = 65536
server.max-keep-alive-requests = 60000
server.http-parseopts = ("url-invalid-utf8-reject" => "disable")
${statements.join('\n')}
`;
}
