import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lint } from '../../../src/lint.ts';
import { apache } from '../../../src/live/apache.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { describeWebServer } from '../web-servers.ts';

/** The file of Debian's package in /etc/logrotate.d. */
const RULES = [
  [nginx, 'nginx'],
  [apache, 'apache2'],
  [lighttpd, 'lighttpd'],
] as const;

for (const [server, file] of RULES) {
  describeWebServer(server, 'and the logs that its package rotates', () => {
    it('are those that lint knows', () => {
      const [first = ''] = readFileSync(`/etc/logrotate.d/${file}`, 'utf8').split('\n');
      const [, folder = ''] = /^(\S+)\/\*\.log \{$/.exec(first) ?? [];

      expect(folder).toMatch(/^\/var\/log\//);
      expect(findings(server.name, `${folder}/shop.log`)).toEqual([]);
      expect(findings(server.name, `${folder}/shop`)).toEqual(['no-log-without-rotation']);
      expect(findings(server.name, `${folder}/a/shop.log`)).toEqual(['no-log-without-rotation']);
    });
  });
}

function findings(target: string, log: string): readonly string[] {
  const socket = 'unix:/run/shop/app.sock';
  const site = { name: 'shop', hosts: ['shop.example.org'], socket, access_log: log };
  return lint(JSON.stringify({ ...site, targets: { [target]: {} } }), 'deploy.yaml').map(
    ({ code }) => code,
  );
}
