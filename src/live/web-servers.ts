import { apache } from './apache.ts';
import { lighttpd } from './lighttpd.ts';
import { nginx } from './nginx.ts';
import type { WebServer } from './web-server.ts';

/** Every web server that can be run here, if it is installed. */
export const webServers: readonly WebServer[] = [nginx, apache, lighttpd];
