import type { Site } from '../web-lab.ts';

/** A whole nginx.conf around what stands at http level. */
export function configuration(http: readonly string[]): string {
  return `
error_log error.log;
pid nginx.pid;
events { worker_connections 2048; }
http {
access_log off;
client_body_temp_path .; fastcgi_temp_path .; proxy_temp_path .; scgi_temp_path .; uwsgi_temp_path .;
client_header_buffer_size 32k;
large_client_header_buffers 4 64k;
types_hash_max_size 65536;
server_names_hash_max_size 65536;
server_names_hash_bucket_size 512;
map_hash_max_size 65536;
map_hash_bucket_size 512;
fastcgi_buffer_size 64k;
fastcgi_buffers 8 64k;
keepalive_requests 1000000;
geo $deploygen_dollar { default "$"; }
${http.join('\n')}
}
`;
}

/** The same around what stands in a server. */
export function serverConfiguration(site: Site, server: readonly string[]): string {
  return configuration(['server {', listen(site), ...server, '}']);
}

export function listen({ port }: Site): string {
  return `listen 127.0.0.1:${port};`;
}
