import { expect, it } from 'vitest';
import { areas } from '../../../src/core/areas.ts';
import { deploymentOf } from './deployment-of.ts';

function summary(fields: object): readonly string[] {
  const deployment = deploymentOf({ name: 'a', socket: '/run/a.sock', ...fields });
  return areas(deployment).map(
    ({ kind, shape, url, application, auth }) =>
      `${application.name.value} ${kind} ${shape} ${url.value}${auth === null ? '' : ' auth'}`,
  );
}

const basic = { realm: 'A', file: '/etc/a.htpasswd' };

it('puts the longest first, whatever it is', () => {
  const found = summary({
    mount: '/app',
    static: { '/app/static/': '/srv/static/', '/robots.txt': '/srv/robots' },
    deny: ['/app/static/private/'],
    redirects: [{ from: '/.well-known/caldav', to: '/app/dav/' }],
  });

  expect(found).toEqual([
    'a redirect exact /.well-known/caldav',
    'a deny tree /app/static/private',
    'a static folder /app/static/',
    'a static exact /robots.txt',
    'a application tree /app',
  ]);
});

it('asks for a user everywhere unless paths are named', () => {
  const found = summary({ mount: '/app', static: { '/files/': '/srv/' }, auth: { basic } });

  expect(found).toEqual(['a static folder /files/ auth', 'a application tree /app auth']);
});

it('cuts an authenticated path out of its owner', () => {
  const found = summary({
    mount: '/app',
    static: { '/app/files/': '/srv/' },
    auth: { basic: { ...basic, paths: ['/app/login', '/app/files/private/'] } },
  });

  expect(found).toEqual([
    'a static tree /app/files/private auth',
    'a static folder /app/files/',
    'a application tree /app/login auth',
    'a application tree /app',
  ]);
});

it('protects a folder of files that lies below an authenticated path', () => {
  const found = summary({
    mount: '/app',
    static: { '/app/login/css/': '/srv/', '/app/logins/': '/srv/' },
    auth: { basic: { ...basic, paths: ['/app/login'] } },
  });

  expect(found).toEqual([
    'a static folder /app/login/css/ auth',
    'a static folder /app/logins/',
    'a application tree /app/login auth',
    'a application tree /app',
  ]);
});

it('leaves another application below an authenticated path to its own rules', () => {
  const found = summary({
    name: 'site',
    socket: undefined,
    apps: [
      {
        name: 'a',
        socket: '/run/a.sock',
        mount: '/',
        auth: { basic: { ...basic, paths: ['/b'] } },
      },
      { name: 'b', socket: '/run/b.sock', mount: '/b/c' },
    ],
  });

  expect(found).toEqual([
    'b application tree /b/c',
    'a application tree /b auth',
    'a application tree ',
  ]);
});
