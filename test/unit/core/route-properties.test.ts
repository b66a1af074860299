import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/core/answer.ts';
import { toByteString } from '../../../src/core/byte-string.ts';
import type { Deployment } from '../../../src/core/model.ts';
import { route } from '../../../src/core/route.ts';
import { arbitraryDeployment } from './arbitrary-deployment.ts';
import { arbitraryPath, arbitrarySpelling } from './arbitrary-path.ts';
import { deploymentOf } from './deployment-of.ts';

const root = { name: 'a', socket: '/run/a.sock' };
const RUNS = { numRuns: 300 };

function answer(deployment: Deployment, target: string): Answer {
  return route(deployment, { method: 'GET', target });
}

/** A target that spells a path without any freedom. */
function plainly(path: string): string {
  return path.replace(/[^/]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Who owns a path, found the other way round than route() does: by cutting the path shorter and shorter. */
function ownerOf(deployment: Deployment, path: string): string {
  const urls = new Map<string, string>();
  for (const { mount, name, statics } of deployment.applications) {
    urls.set(`mount ${toByteString(mount.value)}`, name.value);
    for (const { url } of statics) urls.set(toByteString(url.value), `static ${url.value}`);
  }
  const whole = urls.get(`mount ${path}`) ?? urls.get(path);
  if (whole !== undefined) return whole;
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    const found = urls.get(path.slice(0, end + 1)) ?? urls.get(`mount ${path.slice(0, end)}`);
    if (found !== undefined) return found;
    if (end === 0) break;
  }
  return 'none';
}

/** All of an answer but the parts of the target that are passed on as they are. */
function withoutTarget(answer: Answer): object {
  if (answer.kind !== 'application') return answer;
  const { REQUEST_URI: _, ...variables } = answer.variables;
  return { ...answer, variables };
}

describe('route, over random deployments and paths', () => {
  it('finds the longest owner, and nobody outside all of them', () => {
    const check = (deployment: Deployment, path: string): void => {
      const owner = ownerOf(deployment, path);
      const found = answer(deployment, plainly(path));
      if (found.kind === 'application') expect(found.application.name.value).toBe(owner);
      else if (found.kind === 'file') expect(`static ${found.static?.url.value}`).toBe(owner);
      else if (found.kind === 'denied') expect(owner).toMatch(/^static /);
      else if (found.kind === 'redirect') expect(owner).toMatch(/^app/);
      else expect({ kind: found.kind, owner }).toEqual({ kind: 'none', owner: 'none' });
    };
    fc.assert(fc.property(arbitraryDeployment, arbitraryPath, check), RUNS);
  });

  it('hands the application its path in two parts', () => {
    const check = (deployment: Deployment, path: string): void => {
      const found = answer(deployment, plainly(path));
      if (found.kind !== 'application') return;
      const { SCRIPT_NAME = '?', PATH_INFO = '?' } = found.variables;
      const { mount, bareMount } = found.application;
      expect(SCRIPT_NAME).toBe(toByteString(mount.value));
      const isBare = path === SCRIPT_NAME;
      if (isBare) expect(bareMount.value).not.toBe('redirect');
      expect(SCRIPT_NAME + PATH_INFO).toBe(
        isBare && bareMount.value === 'slash' ? `${path}/` : path,
      );
    };
    fc.assert(fc.property(arbitraryDeployment, arbitraryPath, check), RUNS);
  });

  it('does not depend on how the path is spelt', () => {
    const spelt = arbitraryPath.chain((path) =>
      fc.record({ path: fc.constant(path), target: arbitrarySpelling(path) }),
    );
    const check = (deployment: Deployment, { path, target }: { path: string; target: string }) => {
      expect(withoutTarget(answer(deployment, target))).toEqual(
        withoutTarget(answer(deployment, plainly(path))),
      );
    };
    fc.assert(fc.property(arbitraryDeployment, spelt, check), RUNS);
  });

  it('leaves a static folder by no target', () => {
    const tail = fc.array(
      fc.constantFrom('/', '..', '.', '%2e', '%2F', '%2E%2e', 'a', '\\', '%5c', ';', '%00', '%'),
      { maxLength: 12 },
    );
    const folder = deploymentOf({ ...root, static: { '/s/': '/srv/s/' } });
    const check = (parts: readonly string[]): void => {
      const found = answer(folder, `/s/${parts.join('')}`);
      if (found.kind !== 'file') return;
      expect(found.path.startsWith('/srv/s/')).toBe(true);
      expect(found.path.split('/')).not.toContain('..');
    };
    fc.assert(fc.property(tail, check), RUNS);
  });

  it('takes no path that merely begins with a mount for its own', () => {
    const more = fc.constantFrom('x', '.', '..', '%20', '-', '%3F', '%00', ';');
    const check = (deployment: Deployment, letters: string, path: string): void => {
      for (const { mount } of deployment.applications) {
        if (mount.value === '') continue;
        const found = answer(deployment, `${plainly(toByteString(mount.value))}${letters}${path}`);
        if (found.kind === 'application') {
          expect(found.variables.SCRIPT_NAME).not.toBe(toByteString(mount.value));
        }
      }
    };
    fc.assert(fc.property(arbitraryDeployment, more, fc.constantFrom('', '/', '/a'), check), RUNS);
  });

  it('passes target and query on byte for byte', () => {
    const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
    const rest = fc.array(byte).map((parts) => parts.join('').replaceAll('#', ''));
    const everything = deploymentOf(root);
    const check = (path: string, query: string): void => {
      const found = answer(everything, `/${path}?${query}`);
      if (found.kind !== 'application') expect(`/${path}`).toMatch(/%|\0/);
      else {
        const target = `/${path}?${query}`;
        expect(found.variables.REQUEST_URI).toBe(target);
        expect(found.variables.QUERY_STRING).toBe(target.slice(target.indexOf('?') + 1));
      }
    };
    fc.assert(fc.property(rest, rest, check), RUNS);
  });
});
