import fc from 'fast-check';
import { load } from '../../../src/deploygen.ts';

// Few and alike, so that mounts nest, collide and begin with each other's letters.
const segment = fc.constantFrom(
  'a',
  'ab',
  'b',
  'a b',
  'é',
  '日本',
  'a.b',
  '...',
  '%41',
  'a?b',
  'a#b',
);
const path = fc
  .array(segment, { maxLength: 3 })
  .map((segments) => segments.map((text) => `/${text}`).join(''));
const kind = fc.constantFrom('mount', 'mount', 'folder', 'file');
const policy = fc.constantFrom('redirect', 'slash', 'empty');

/** Deployments of up to five applications and static entries that lie in, beside and around each other. */
export const arbitraryDeployment = fc
  .uniqueArray(fc.record({ path, kind, policy }), {
    minLength: 1,
    maxLength: 6,
    selector: (owner) => owner.path,
  })
  .map((owners) => load(JSON.stringify(toDescriptor(owners)), 'deploy.yaml'))
  .filter((loaded) => loaded.ok)
  .map(({ deployment }) => deployment);

interface Owner {
  readonly path: string;
  readonly kind: string;
  readonly policy: string;
}

function toDescriptor(owners: readonly Owner[]): object {
  const mounts = owners.filter(({ kind }) => kind === 'mount');
  const statics = owners.filter(({ kind, path }) => kind !== 'mount' && path !== '');
  const entries = statics.map(({ kind, path }) =>
    kind === 'folder' ? { url: `${path}/`, path: '/srv/f/' } : { url: path, path: '/srv/f' },
  );
  return {
    apps: mounts.map(({ path, policy }, index) => ({
      name: `app${index}`,
      socket: `/run/${index}.sock`,
      mount: path === '' ? '/' : path,
      bare_mount: policy,
      ...(index === 0 ? { static: entries } : {}),
    })),
  };
}
