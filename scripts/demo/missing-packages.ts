import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { WebServer } from '../../src/live/web-server.ts';

/** Debian's packages that the demo needs and this machine lacks. */
export function missingPackages(webServer: WebServer): readonly string[] {
  const needed: readonly (readonly [name: string, isHere: boolean])[] = [
    [WEB_SERVER_PACKAGES[webServer.name], webServer.program() !== null],
    ['uwsgi-core', existsSync('/usr/bin/uwsgi')],
    ['uwsgi-plugin-python3', succeeds('/usr/bin/uwsgi', '--plugin', 'python3', '--version')],
    ['python3-flask', succeeds('/usr/bin/python3', '-c', 'import flask')],
  ];
  return needed.filter(([, isHere]) => !isHere).map(([name]) => name);
}

const WEB_SERVER_PACKAGES = { nginx: 'nginx', apache: 'apache2', lighttpd: 'lighttpd' } as const;

function succeeds(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
