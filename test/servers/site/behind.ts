import { expect } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp } from '../../../src/live/http.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { type Staged, staged } from '../staged.ts';

export const PROXY = '127.0.0.2';
export const EVERYTHING = [
  'X-Forwarded-For: 192.0.2.7',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Port: 666',
  'X-Forwarded-Prefix: /evil',
  'Forwarded: for=192.0.2.7;proto=https',
];

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
  return [...params.keys()].filter((name) => /FORWARDED/.test(name));
}

export function behind(
  webServer: WebServer,
  networks: readonly string[],
  fields: object = {},
): Promise<Staged> {
  return staged(webServer, () => ({ trusted_proxies: networks, ...fields }));
}
