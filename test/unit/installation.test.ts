import { describe, expect, it } from 'vitest';
import { place } from '../../src/core/installation.ts';
import type { Layout } from '../../src/core/target.ts';
import { installation, render } from '../../src/deploygen.ts';
import { targets } from '../../src/targets/index.ts';
import { numbersAbove } from '../../src/targets/systemd/install.ts';
import { startedBy } from '../served-app.ts';
import { deploymentOf } from './core/deployment-of.ts';

/** Two applications that the target can start. */
function descriptorFor(target: string) {
  const started = startedBy(target);
  return {
    name: 'shop',
    hosts: ['shop.example.org'],
    apps: [
      {
        ...started,
        name: 'shop',
        mount: '/shop',
        socket: 'unix:/run/shop/app.sock',
        user: 'shop',
        processes: 2,
        // No parameters over http.
        ...(target === 'gunicorn' ? {} : { params: { DOLLAR: '$x' } }),
      },
      { ...started, name: 'notes', mount: '/notes', socket: '127.0.0.1:9000', user: 'notes' },
    ],
  };
}

const DESCRIPTOR = descriptorFor('systemd');

const platforms = ['debian', 'rhel'] as const;
const layouts = targets.flatMap((target) =>
  (target.layouts.length > 0 ? target.layouts : [undefined]).flatMap((layout) =>
    platforms.map((platform) => ({ target: target.name, layout, platform })),
  ),
);

describe.each(layouts)('the installation of $target, $layout, on $platform', (one) => {
  const { target, layout, platform } = one;
  const deployment = deploymentOf({ ...descriptorFor(target), platform });
  const options = optionsOf(layout);
  const plan = installation(deployment, target, options);

  it('has a place for each file that is written, and none for others', () => {
    const rendering = render(deployment, target, options);
    const written = rendering.ok ? rendering.files.map(({ name }) => name) : [];
    const placed = plan?.files.map(({ name }) => name) ?? [];

    if (layout === 'standalone') expect(plan).toBeNull();
    else expect([...placed].sort()).toEqual([...written].sort());
  });

  it('puts every file somewhere of its own, by an absolute path', () => {
    const paths = plan?.files.map(({ path }) => path) ?? [];

    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^\/(etc|srv\/shop)\/[^"'\\\s]+$/);
  });

  it('can be taken up, changed, rolled back and removed', () => {
    if (plan === null) return;

    expect(plan.enable.length).toBeGreaterThan(0);
    expect(plan.reload.length).toBeGreaterThan(0);
    expect(plan.rollback.length).toBeGreaterThan(0);
    expect(plan.disable.length + plan.forget.length).toBeGreaterThan(0);
  });
});

function optionsOf(layout: Layout | undefined) {
  if (layout === undefined) return {};
  return layout === 'standalone' ? { layout, stateDirectory: '/srv/state' } : { layout };
}

it('a file is put into place by install(1)', () => {
  const step = place({
    name: 'shop.target',
    path: '/etc/systemd/system/shop.target',
    owner: 'root',
    group: 'root',
    mode: '0644',
  });

  expect(step.kind === 'run' && step.command.join(' ')).toBe(
    'install -D -m 0644 shop.target /etc/systemd/system/shop.target',
  );
});

it.each(['systemd', 'supervisor'])(
  '%s has a php-fpm checked and placed with its pool',
  (target) => {
    const app = { kind: 'php', script: '/srv/shop/index.php' };
    const deployment = deploymentOf({
      name: 'shop',
      socket: '/run/shop/a.sock',
      user: 'shop',
      app,
    });
    const plan = installation(deployment, target);
    const checks = plan?.check.map((step) => (step.kind === 'run' ? step.command.join(' ') : ''));

    expect(checks).toContain(
      '/usr/sbin/php-fpm8.2 --allow-to-run-as-root --test --fpm-config shop.php-fpm.conf',
    );
    expect(plan?.files).toContainEqual({
      ...{ name: 'shop.php-fpm.conf', path: '/etc/deploygen/shop.php-fpm.conf' },
      ...{ owner: 'root', group: 'root', mode: '0644' },
    });
  },
);

it('supervisor restarts one process after the other', () => {
  const release = installation(deploymentOf(DESCRIPTOR), 'supervisor')?.release ?? [];
  const commands = release.map((step) => (step.kind === 'run' ? step.command.join(' ') : ''));

  expect(commands).toEqual([
    'supervisorctl restart shop:shop_00',
    'supervisorctl restart shop:shop_01',
    'supervisorctl restart notes:notes_00',
  ]);
});

it.each([1, 9, 10, 99, 512, 1024])('systemd stops the workers above %i, and no other', (wanted) => {
  const patterns = numbersAbove(wanted).map((glob) => new RegExp(`^${glob}$`));
  const isStopped = (worker: number) => patterns.some((pattern) => pattern.test(String(worker)));
  const workers = Array.from({ length: 1100 }, (_, index) => index + 1);

  expect(workers.filter(isStopped)).toEqual(workers.filter((worker) => worker > wanted));
});

it('apache loads what the fields of a site need', () => {
  const deployment = deploymentOf({
    ...DESCRIPTOR,
    tls: { certificate: '/etc/ssl/shop.pem', key: '/etc/ssl/shop.key' },
    trusted_proxies: ['10.0.0.0/8'],
  });

  const [load] = installation(deployment, 'apache')?.enable ?? [];

  expect(load?.kind === 'run' && load.command).toEqual(
    expect.arrayContaining(['a2enmod', 'proxy_fcgi', 'remoteip', 'headers', 'rewrite', 'ssl']),
  );
});
