import { apache } from '../../src/live/apache.ts';
import { lighttpd } from '../../src/live/lighttpd.ts';
import { nginx } from '../../src/live/nginx.ts';

/** The web servers that every behaviour is tested on. */
export const WEB_SERVERS = [nginx, apache, lighttpd] as const;
