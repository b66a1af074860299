import { describe, expect, it } from 'vitest';
import type { Request } from '../../../src/core/answer.ts';
import { route } from '../../../src/core/route.ts';
import { deploymentOf } from './deployment-of.ts';

const basic = { realm: 'Shop', file: '/etc/shop.htpasswd' };

function answer(fields: object, request: Partial<Request>): object {
  const deployment = deploymentOf({
    name: 'shop',
    mount: '/shop',
    socket: '/run/shop.sock',
    ...fields,
  });
  return route(deployment, { method: 'GET', target: '/shop/', ...request });
}

describe('route: who may come in', () => {
  const deny = { deny: ['/shop/private', '/shop/config.php'] };

  it.each([
    ['/shop/private', 'denied'],
    ['/shop/private/', 'denied'],
    ['/shop/private/a', 'denied'],
    ['/shop//%70rivate', 'denied'],
    ['/shop/x/../private/a', 'denied'],
    ['/shop/config.php/a', 'denied'],
    ['/shop/privates', 'application'],
    ['/shop/Private', 'application'],
    ['/shop/x/private', 'application'],
    ['/private', 'none'],
  ])('a denied path and its look-alikes: %s is %s', (target, kind) => {
    expect(answer(deny, { target })).toMatchObject({ kind });
  });

  it('denies before anything else, in whatever method, whoever asks', () => {
    const fields = { ...deny, auth: { basic }, maintenance: { page: '/srv/503', active: true } };

    expect(answer(fields, { target: '/shop/private', user: 'ann', method: 'PUT' })).toMatchObject({
      kind: 'denied',
      statuses: [403, 404],
    });
  });

  it('asks for a user, and names one only who has given a password', () => {
    const named = answer({ auth: { basic } }, { user: 'ann' });

    expect(answer({ auth: { basic } }, {})).toMatchObject({
      kind: 'unauthenticated',
      statuses: [401],
    });
    expect(named).toMatchObject({ kind: 'application', variables: { REMOTE_USER: 'ann' } });
    expect(answer({}, { user: 'ann' })).toMatchObject({ absent: ['REMOTE_USER'] });
  });

  it.each([
    ['/shop/login', 'unauthenticated'],
    ['/shop/login/a', 'unauthenticated'],
    ['/shop/%6cogin', 'unauthenticated'],
    ['/shop/logins', 'application'],
    ['/shop/', 'application'],
  ])('asks for a user at named paths only: %s is %s', (target, kind) => {
    const auth = { basic: { ...basic, paths: ['/shop/login/'] } };

    expect(answer({ auth }, { target })).toMatchObject({ kind });
  });

  it.each([
    ['GET', 'application'],
    ['HEAD', 'application'],
    ['OPTIONS', 'application'],
    ['POST', 'unauthenticated'],
    ['get', 'unauthenticated'],
    ['ODD', 'unauthenticated'],
  ])('lets methods through without a user: %s is %s', (method, kind) => {
    const auth = { basic: { ...basic, anonymous_methods: ['GET', 'OPTIONS'] } };

    expect(answer({ auth }, { method })).toMatchObject({ kind });
  });

  it.each([
    ['10.1.2.3', 'application'],
    ['11.1.2.3', 'denied'],
    ['::1', 'application'],
    ['::2', 'denied'],
  ])('lets clients in by address: %s is %s', (client, kind) => {
    expect(answer({ allow: ['10.0.0.0/8', '::1'] }, { client })).toMatchObject({ kind });
  });

  it('turns clients away before it asks for a user', () => {
    const fields = { allow: ['10.0.0.0/8'], auth: { basic } };

    expect(answer(fields, { client: '11.0.0.1' })).toMatchObject({ kind: 'denied' });
    expect(answer(fields, { client: '10.0.0.1' })).toMatchObject({ kind: 'unauthenticated' });
  });

  it('keeps the password from an application that wants none', () => {
    expect(answer({ pass_authorization: false }, {})).toMatchObject({
      absent: expect.arrayContaining(['HTTP_AUTHORIZATION']),
    });
  });
});

describe('route: who asks, behind proxies', () => {
  const trusted = { trusted_proxies: ['10.0.0.0/8'], allow: ['192.0.2.0/24', '10.0.0.0/8'] };

  it.each([
    ['no proxy, whatever it says', '192.0.2.1', '203.0.113.9', '192.0.2.1'],
    ['a proxy that names a client', '10.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['the last untrusted one counts', '10.0.0.1', '6.6.6.6, 192.0.2.7, 10.9.9.9', '192.0.2.7'],
    ['an address with its port', '10.0.0.1', '192.0.2.7:5678, 10.9.9.9:80', '192.0.2.7'],
    ['a proxy that names proxies only', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['a proxy that names nobody', '10.0.0.1', '', '10.0.0.1'],
  ])('%s', (_, client, named, expected) => {
    expect(answer(trusted, { client, forwarded: { for: named } })).toMatchObject({
      variables: { REMOTE_ADDR: expected },
    });
  });

  it('turns away the client that a proxy names', () => {
    const forwarded = { for: '203.0.113.9' };

    expect(answer(trusted, { client: '10.0.0.1', forwarded })).toMatchObject({ kind: 'denied' });
  });

  it('takes the scheme from a proxy, and the port from the scheme', () => {
    const of = (client: string): object =>
      answer(trusted, { client, scheme: 'http', forwarded: { for: '192.0.2.7', proto: 'https' } });

    expect(of('10.0.0.1')).toMatchObject({
      variables: { REQUEST_SCHEME: 'https', HTTPS: 'on', SERVER_PORT: '443' },
    });
    expect(of('192.0.2.1')).toMatchObject({
      variables: { REQUEST_SCHEME: 'http' },
      absent: expect.arrayContaining(['HTTPS']),
    });
  });
});

describe('route: what the server answers for an application', () => {
  it.each([
    ['/.well-known/caldav', '/shop/dav/'],
    ['/.well-known/caldav?a=%2F', '/shop/dav/?a=%2F'],
    ['/.well-known/%63aldav', '/shop/dav/'],
  ])('redirects %s to %s', (target, location) => {
    const redirects = [{ from: '/.well-known/caldav', to: '/shop/dav/', status: 301 }];

    expect(answer({ redirects }, { target })).toMatchObject({ statuses: [301], location });
  });

  it('redirects exactly the path, and joins queries', () => {
    const redirects = [{ from: '/shop/old', to: 'https://new.example/?b=1' }];

    expect(answer({ redirects }, { target: '/shop/old/' })).toMatchObject({ kind: 'application' });
    expect(answer({ redirects }, { target: '/shop/old?a=2' })).toMatchObject({
      statuses: [308],
      location: 'https://new.example/?b=1&a=2',
    });
  });

  it('puts its headers on every answer for what it owns', () => {
    const fields = {
      headers: { 'X-Frame-Options': 'DENY' },
      static: { '/shop/s/': '/srv/s/' },
      deny: ['/shop/no'],
      redirects: [{ from: '/old', to: '/shop/' }],
    };
    const headers = [['X-Frame-Options', 'DENY']];

    for (const target of ['/shop/', '/shop', '/shop/s/a', '/shop/s/.a', '/shop/no', '/old']) {
      expect(answer(fields, { target }), target).toMatchObject({ headers });
    }
    expect(answer(fields, { target: '/else' })).toMatchObject({ headers: [] });
  });

  it('answers 503 for the application under maintenance, and goes on with files', () => {
    const fields = {
      maintenance: { page: '/srv/503.html', active: true },
      static: { '/shop/s/': '/srv/s/' },
    };

    expect(answer(fields, {})).toMatchObject({ kind: 'maintenance', statuses: [503] });
    expect(answer(fields, { target: '/shop/s/a' })).toMatchObject({ kind: 'file' });
  });

  it('refuses an encoded slash only where it is told to', () => {
    const target = '/shop/a%2Fb';

    expect(answer({ encoded_slashes: 'reject' }, { target })).toMatchObject({ kind: 'refused' });
    expect(answer({}, { target })).toMatchObject({ variables: { PATH_INFO: '/a/b' } });
  });

  it('gives the files of a folder the options of its entry', () => {
    const entry = { url: '/shop/s/', path: '/srv/s/' };
    const of = (options: object, request: Partial<Request>): object =>
      answer({ static: [{ ...entry, ...options }] }, request);

    expect(of({ index: 'index.html' }, { target: '/shop/s/a/' })).toMatchObject({
      kind: 'file',
      path: '/srv/s/a/index.html',
    });
    expect(of({ dotfiles: true }, { target: '/shop/s/.a' })).toMatchObject({ kind: 'file' });
    expect(of({ fallthrough: true }, { target: '/shop/s/a' })).toMatchObject({
      kind: 'file',
      otherwise: { kind: 'application', variables: { PATH_INFO: '/s/a' } },
    });
    expect(of({ fallthrough: true }, { target: '/shop/s/a', method: 'POST' })).toMatchObject({
      kind: 'application',
    });
  });
});
