import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/core/answer.ts';
import { route } from '../../../src/core/route.ts';
import { deploymentOf } from './deployment-of.ts';

const deployment = deploymentOf({
  apps: [
    { name: 'outer', socket: '/run/o.sock', mount: '/app', bare_mount: 'slash' },
    { name: 'inner', socket: '/run/i.sock', mount: '/app/in/deep/', bare_mount: 'empty' },
    { name: 'polite', socket: '/run/p.sock', mount: '/my app#é' },
  ],
});

function answer(target: string, method = 'GET'): Answer {
  return route(deployment, { method, target });
}

/** The answer in one line: `NAME SCRIPT_NAME|PATH_INFO`, or its kind. */
function summary(target: string): string {
  const found = answer(target);
  if (found.kind === 'redirect') return `${found.status} ${found.location}`;
  if (found.kind !== 'application') return found.kind;
  const { SCRIPT_NAME, PATH_INFO } = found.variables;
  return `${found.application.name.value} ${SCRIPT_NAME}|${PATH_INFO}`;
}

describe('route: the path', () => {
  it.each([
    ['takes the path of an origin-form', '/app/x', 'outer /app|/x'],
    ['takes the path of an absolute-form', 'http://h.example:8/app/x', 'outer /app|/x'],
    ['takes "/" where an absolute-form has no path', 'http://h.example', 'none'],
    ['ends the path at the first "?"', '/app/x?/../..?y', 'outer /app|/x'],
    ['decodes percent-encoding', '/%61pp/%78', 'outer /app|/x'],
    ['decodes once, not twice', '/app/%2561', 'outer /app|/%61'],
    ['takes %2F for a slash', '/app/a%2Fb', 'outer /app|/a/b'],
    ['takes %2F for the slash after a mount', '/app%2fb', 'outer /app|/b'],
    ['takes %2E%2E for ".."', '/app/x/%2E%2e/y', 'outer /app|/y'],
    ['decodes bytes that are no UTF-8', '/app/%ff', 'outer /app|/\xff'],
    ['keeps raw bytes', '/app/\xc3\xa9', 'outer /app|/\xc3\xa9'],
    ['merges slashes within', '/app//a///b', 'outer /app|/a/b'],
    ['merges slashes at the front', '//app/a', 'outer /app|/a'],
    ['keeps one slash at the end', '/app/a//', 'outer /app|/a/'],
    ['removes "." segments', '/app/./a/.', 'outer /app|/a/'],
    ['removes ".." segments', '/app/x/../a', 'outer /app|/a'],
    ['leaves a slash where ".." was the end', '/app/a/..', 'outer /app|/'],
    ['leaves a slash there below the mount, too', '/app/a/b/..', 'outer /app|/a/'],
    ['keeps three dots', '/app/...', 'outer /app|/...'],
    ['keeps dots in a name', '/app/a..b/.c', 'outer /app|/a..b/.c'],
    ['leaves the application by an encoded slash', '/app/..%2Fetc', 'none'],
    ['clamps a path that climbs above the root', '/../../app/a', 'outer /app|/a'],
    ['refuses NUL', '/app/%00', 'refused'],
    ['refuses a "%" without digits', '/app/%zz', 'refused'],
    ['refuses a "%" at the end', '/app/%', 'refused'],
    ['refuses the asterisk-form', '*', 'refused'],
    ['refuses the authority-form', 'h.example:443', 'refused'],
    ['refuses an empty target', '', 'refused'],
    ['ends the path at a fragment', '/app/a#b', 'outer /app|/a'],
  ])('%s: %s', (_, target, expected) => {
    expect(summary(target)).toBe(expected);
  });

  it.each([
    ['/app/a%0Ab', [400]],
    ['/app/%7f', [400]],
    ['/app/a#b', [400]],
    ['/app/../../app/a', [400, 403, 404]],
    ['/app/a', []],
  ])('lets a server refuse %s instead with %j', (target, refusals) => {
    expect(answer(target)).toMatchObject({ kind: 'application', refusals });
  });

  it('answers NUL with 400 or 404 and nothing else', () => {
    expect(answer('/app/%00')).toMatchObject({
      kind: 'refused',
      statuses: [400, 404],
      refusals: [],
    });
  });
});

describe('route: the owner', () => {
  it.each([
    ['the longest mount owns a path', '/app/in/deep/x', 'inner /app/in/deep|/x'],
    ['the outer mount owns what is beside', '/app/in/x', 'outer /app|/in/x'],
    ['a mount owns no look-alike', '/apple', 'none'],
    ['a mount owns no look-alike below it', '/app/in/deeper', 'outer /app|/in/deeper'],
    ['a mount is case-sensitive', '/App/x', 'none'],
    ['a mount is a decoded path', '/my%20app%23%C3%A9/x', 'polite /my app#\xc3\xa9|/x'],
    ['a mount is matched in raw bytes too', '/my app%23\xc3\xa9/x', 'polite /my app#\xc3\xa9|/x'],
    ['nobody owns the rest', '/', 'none'],
  ])('%s: %s', (_, target, expected) => {
    expect(summary(target)).toBe(expected);
  });

  it('gives everything to a root application', () => {
    const root = deploymentOf('name: a\nsocket: /run/a.sock\nbare_mount: empty');
    expect(route(root, { method: 'GET', target: '/' })).toMatchObject({
      variables: { SCRIPT_NAME: '', PATH_INFO: '/' },
    });
  });
});

describe('route: the bare mount', () => {
  it.each([
    ['slash', '/app', 'outer /app|/'],
    ['slash, reached by dots', '/app/x/../../app', 'outer /app|/'],
    ['empty', '/app/in/deep', 'inner /app/in/deep|'],
    ['empty, with its slash', '/app/in/deep/', 'inner /app/in/deep|/'],
    ['redirect', '/my%20app%23%c3%a9', '308 /my%20app%23%C3%A9/'],
    ['redirect with its query', '/my%20app%23%c3%a9?a=%62&c', '308 /my%20app%23%C3%A9/?a=%62&c'],
    ['redirect with an empty query', '/my%20app%23%c3%a9?', '308 /my%20app%23%C3%A9/'],
    ['redirect, with its slash', '/my%20app%23%c3%a9/', 'polite /my app#\xc3\xa9|/'],
  ])('follows its policy: %s', (_, target, expected) => {
    expect(summary(target)).toBe(expected);
  });
});

describe('route: the variables', () => {
  it.each([
    ['/app/a%2Fb//c?d=%20', { REQUEST_URI: '/app/a%2Fb//c?d=%20', QUERY_STRING: 'd=%20' }],
    ['http://h/app/a?b', { REQUEST_URI: '/app/a?b', QUERY_STRING: 'b' }],
    ['/app/a', { REQUEST_URI: '/app/a', QUERY_STRING: '' }],
    ['/app/a?', { REQUEST_URI: '/app/a?', QUERY_STRING: '' }],
    ['/app/a??b?c', { REQUEST_URI: '/app/a??b?c', QUERY_STRING: '?b?c' }],
    ['/x/../app/a?\xff', { REQUEST_URI: '/x/../app/a?\xff', QUERY_STRING: '\xff' }],
  ])('are those of %s', (target, variables) => {
    expect(answer(target)).toMatchObject({ variables });
  });

  it('hold the parameters of the descriptor, and the method', () => {
    const own = deploymentOf({ name: 'a', socket: '/run/a', params: { ROOT: '/srv/é' } });
    expect(route(own, { method: 'PUT', target: '/x' })).toMatchObject({
      variables: { ROOT: '/srv/\xc3\xa9', REQUEST_METHOD: 'PUT' },
      statuses: null,
    });
  });
});
