import { describe, expect, it } from 'vitest';
import type { Request } from '../../../src/core/answer.ts';
import { judge } from '../../../src/core/judge.ts';
import { route } from '../../../src/core/route.ts';
import { deploymentOf } from './deployment-of.ts';

const site = {
  name: 'shop',
  mount: '/shop',
  socket: '/run/shop.sock',
  hosts: ['shop.example', 'www.shop.example', '*.shop.example', 'bücher.example'],
};
const tls = { certificate: '/etc/ssl/shop.pem', key: '/etc/ssl/shop.key' };

function answer(fields: object, request: Partial<Request>): object {
  const deployment = deploymentOf({ ...site, ...fields });
  return route(deployment, { method: 'GET', target: '/shop/', host: 'shop.example', ...request });
}

describe('route: names of a site', () => {
  it.each([
    'shop.example',
    'SHOP.example',
    'shop.example:8080',
    'a.shop.example',
    'a.b.shop.example',
    'xn--bcher-kva.example',
  ])('knows %s', (host) => {
    expect(answer({ default_server: true }, { host })).toMatchObject({ kind: 'application' });
  });

  it.each(['example', 'myshop.example', 'shop.example.org', '.shop.example', 'other.example:443'])(
    'does not know %s',
    (host) => {
      expect(answer({ default_server: true }, { host })).toMatchObject({
        kind: 'none',
        statuses: [404, 421],
      });
      expect(answer({}, { host })).toMatchObject({ kind: 'none', statuses: null });
    },
  );

  it.each([
    [{}, 'right'],
    [{ default_server: true }, 'wrong'],
  ])('judges an application that answers for an unknown name (%j): %s', (fields, kind) => {
    const deployment = deploymentOf({ ...site, ...fields });
    const request = { method: 'GET', target: '/shop/', host: 'other.example' };
    const application = { name: 'shop', variables: [] };
    const observed = { status: 200, location: null, body: '', application };

    const judged = { request, expected: route(deployment, request), observed };

    expect(judge(judged, null, [])).toMatchObject({ kind });
  });

  it.each([
    ['www.shop.example', 'http://shop.example/shop/%2F?a=%20'],
    ['www.shop.example:8080', 'http://shop.example:8080/shop/%2F?a=%20'],
  ])('leads %s to the canonical name', (host, location) => {
    const fields = { canonical_host: 'shop.example' };

    expect(answer(fields, { host, scheme: 'http', target: '/shop/%2F?a=%20' })).toMatchObject({
      kind: 'redirect',
      statuses: [308],
      location,
    });
    expect(answer(fields, {})).toMatchObject({ kind: 'application' });
  });
});

describe('route: TLS', () => {
  it.each([
    [{}, 'shop.example', 'https://shop.example/shop/a%2Fb?c'],
    [{}, 'a.shop.example:80', 'https://a.shop.example/shop/a%2Fb?c'],
    [{ listen: [80, 8443] }, 'shop.example', 'https://shop.example:8443/shop/a%2Fb?c'],
    [{ canonical_host: 'shop.example' }, 'www.shop.example', 'https://shop.example/shop/a%2Fb?c'],
  ])('leads plain requests to https, byte for byte (%j, %s)', (fields, host, location) => {
    const request = { host, scheme: 'http', target: '/shop/a%2Fb?c' } as const;

    expect(answer({ tls, ...fields }, request)).toMatchObject({
      kind: 'redirect',
      statuses: [308],
      location,
    });
  });

  it('serves plain requests where it is told to', () => {
    const fields = { tls: { ...tls, redirect: false } };

    expect(answer(fields, { scheme: 'http' })).toMatchObject({ kind: 'application' });
  });

  it('tells the application', () => {
    expect(answer({ tls }, { scheme: 'https' })).toMatchObject({
      variables: { HTTPS: 'on', REQUEST_SCHEME: 'https' },
    });
  });

  it('takes the word of a trusted proxy for it', () => {
    const fields = { tls, trusted_proxies: ['10.0.0.0/8'] };
    const request = { scheme: 'http', client: '10.0.0.1', forwarded: { proto: 'https' } } as const;

    expect(answer(fields, request)).toMatchObject({ kind: 'application' });
    expect(answer(fields, { ...request, client: '11.0.0.1' })).toMatchObject({ kind: 'redirect' });
  });
});

describe('route: ACME challenges', () => {
  const fields = {
    tls,
    mount: '/',
    canonical_host: 'shop.example',
    acme_webroot: '/var/www/acme/',
    auth: { basic: { realm: 'Shop', file: '/etc/shop.htpasswd' } },
    maintenance: { page: '/srv/503.html', active: true },
  };

  it.each(['http', 'https'] as const)('come before everything else, over %s', (scheme) => {
    const request = { scheme, host: 'www.shop.example' };

    expect(
      answer(fields, { ...request, target: '/.well-known/acme-challenge/a-B_9' }),
    ).toMatchObject({ kind: 'file', path: '/var/www/acme/.well-known/acme-challenge/a-B_9' });
  });

  it.each([
    ['/.well-known/acme-challenge/', 'denied'],
    ['/.well-known/acme-challenge/.a', 'denied'],
    ['/.well-known/acme-challenge/../a', 'unauthenticated'],
    ['/.well-known/acme-challenges/a', 'unauthenticated'],
  ])('%s is %s', (target, kind) => {
    expect(answer(fields, { scheme: 'https', target })).toMatchObject({ kind });
  });
});
