import type { Request } from '../../../src/core/answer.ts';
import { type Judged, judge } from '../../../src/core/judge.ts';
import type { Deployment } from '../../../src/core/model.ts';
import { route } from '../../../src/core/route.ts';
import type { HttpClient } from '../../../src/live/http.ts';
import { observe } from '../../../src/live/observe.ts';
import { contentOf } from '../../../src/live/prove/content-of.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { findTarget } from '../../../src/targets/index.ts';

/** A request as somebody makes it: to which of two addresses, from where, with which password. */
export interface Asked {
  readonly target: string;
  readonly method?: string;
  readonly host?: string;
  readonly isSecure?: boolean;
  readonly from?: string;
  readonly login?: 'reader' | 'forged';
  readonly forwarded?: Request['forwarded'];
}

/** "reader:pass" in the one form that all servers read. */
export const PASSWORDS = 'reader:{SHA}nU4eI71bcnBGqeO0t9tXvY1u5oQ=\n';

/** The header of somebody who has the password, and of somebody who has not. */
export const LOGINS = {
  reader: `Authorization: Basic ${Buffer.from('reader:pass').toString('base64')}`,
  forged: `Authorization: Basic ${Buffer.from('admin:x').toString('base64')}`,
} as const;

/** Asks a server everything: what `route()` says otherwise, and how often which verdict fell. */
export async function judgeAll(
  { name }: WebServer,
  deployment: Deployment,
  {
    all,
    clientFor,
  }: { readonly all: readonly Asked[]; readonly clientFor: (asked: Asked) => HttpClient },
): Promise<{ readonly wrong: readonly string[]; readonly found: ReadonlyMap<string, number> }> {
  const limits = findTarget(name)?.limits ?? [];
  const found = new Map<string, number>();
  const wrong: string[] = [];
  for (const asked of all) {
    const request = toRequest(asked);
    const expected = route(deployment, request);
    const observed = await observe(clientFor(asked), toHttp(asked));
    const judged: Judged = { request, expected, observed };
    const verdict = judge(judged, await contentOf(expected), limits);
    const kind = verdict.kind === 'limit' ? verdict.id : `${verdict.kind} ${expected.kind}`;
    found.set(kind, (found.get(kind) ?? 0) + 1);
    if (verdict.kind === 'wrong') wrong.push(`${JSON.stringify(asked)}: ${verdict.why}`);
  }
  return { wrong, found };
}

function toRequest({ target, method, host, isSecure, from, login, forwarded }: Asked): Request {
  return {
    target,
    method: method ?? 'GET',
    host: host ?? 'shop.example',
    scheme: isSecure === true ? 'https' : 'http',
    client: from ?? '127.0.0.1',
    ...(login === 'reader' ? { user: 'reader' } : {}),
    ...(forwarded === undefined ? {} : { forwarded }),
  };
}

function toHttp({ target, method, host, login, forwarded }: Asked) {
  return {
    target,
    ...(method === undefined ? {} : { method }),
    ...(method === 'POST' ? { body: Buffer.from('body') } : {}),
    headers: [
      `Host: ${host ?? 'shop.example'}`,
      ...(login === undefined ? [] : [LOGINS[login]]),
      ...(forwarded?.for === undefined ? [] : [`X-Forwarded-For: ${forwarded.for}`]),
      ...(forwarded?.proto === undefined ? [] : [`X-Forwarded-Proto: ${forwarded.proto}`]),
    ],
  };
}
