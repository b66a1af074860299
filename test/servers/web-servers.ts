import { describe } from 'vitest';
import { apache } from '../../src/live/apache.ts';
import { lighttpd } from '../../src/live/lighttpd.ts';
import { nginx } from '../../src/live/nginx.ts';
import type { WebServer } from '../../src/live/web-server.ts';
import { needs } from './needs.ts';

/** The web servers that every behaviour is tested on. */
export const WEB_SERVERS = [nginx, apache, lighttpd] as const;

/** `describe` for a web server, skipped where it is not installed. */
export function describeWebServer(
  webServer: WebServer,
  title: string,
  define: (webServer: WebServer) => void,
): void {
  const isHere = webServer.program() !== null || needs(PROGRAMS[webServer.name]);
  describe.runIf(isHere)(`${webServer.name} ${title}`, () => define(webServer));
}

/** `describeWebServer` for each of them. */
export function describeWebServers(title: string, define: (webServer: WebServer) => void): void {
  for (const webServer of WEB_SERVERS) describeWebServer(webServer, title, define);
}

const PROGRAMS = { nginx: 'nginx', apache: 'apache2', lighttpd: 'lighttpd' } as const;
