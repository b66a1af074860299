import { expect } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp } from '../../../src/live/http.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { type Staged, staged } from '../staged.ts';

export const PROXY = '127.0.0.2';
/** What a trusted proxy may say. */
export const EVERYTHING = [
  'X-Forwarded-For: 192.0.2.7',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Port: 666',
  'X-Forwarded-Prefix: /evil',
  'Forwarded: for=192.0.2.7;proto=https',
];
/** What nobody may say. */
export const MORE = [
  'X-Forwarded-Protocol: ssl',
  'X-Forwarded-Scheme: https',
  'X-Forwarded-Ssl: on',
  'X-Forwarded-User: admin',
  'X-Forwarded-Server: evil.example',
  'X-Client-IP: 192.0.2.7',
  'X-Real-IP: 192.0.2.7',
  'X-Remote-User: admin',
  'Client-IP: 192.0.2.7',
  'Remote-User: admin',
];

/** A header in every mixture of "-" and "_": names that become the same variable. */
export function everySpelling(line: string): readonly string[] {
  const [name = '', value = ''] = line.split(': ');
  const spell = ([first = '', ...others]: readonly string[]): readonly string[] =>
    others.length === 0
      ? [first]
      : spell(others).flatMap((rest) => [`${first}-${rest}`, `${first}_${rest}`]);
  return spell(name.split('-')).map((spelling) => `${spelling}: ${value}`);
}

/** The variables that a request from an address leads to. */
export async function variables(stage: Staged, from: string, headers: readonly string[]) {
  const response = await askHttp(
    stage.server.address,
    { target: '/app/a', headers: ['Host: shop.example', ...headers] },
    { localAddress: from },
  );
  expect(response.status).toBe(200);
  return new Map(readEcho(response.body).params);
}

export function forwardedIn(params: ReadonlyMap<string, string>): readonly string[] {
  return [...params.keys()].filter((name) => /FORWARDED|HTTP_.*(?:CLIENT|REAL|USER)/.test(name));
}

export function behind(
  webServer: WebServer,
  networks: readonly string[],
  fields: object = {},
): Promise<Staged> {
  return staged(webServer, () => ({ trusted_proxies: networks, ...fields }));
}
