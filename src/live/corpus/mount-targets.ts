import { lookAlikes } from './look-alikes.ts';
import { spelling, utf8 } from './spelling.ts';
import { subPaths } from './sub-paths.ts';

/** Targets for a mount, given as a byte string without a trailing slash: '' is the root. */
export function mountTargets(
  mount: string,
  host: string,
): (readonly [label: string, target: string])[] {
  const m = spelling.minimal(mount);
  const bare = m === '' ? '/' : m;
  return [
    ['bare', bare],
    ['bare, empty query', `${bare}?`],
    ['bare, query', `${bare}?a=b&c=%2Fd`],
    ['bare, encoded', mount === '' ? '/%2E' : spelling.full(mount)],
    ['slash', `${m}/`],
    ['slash, query', `${m}/?a=b`],
    ...spellings(mount),
    ...subPaths.map(([label, path]) => [label, `${m}${path}`] as const),
    ...around(m),
    ...lookAlikes(mount),
    ['absolute form', `http://${host}${m}/a%20b?c=d`],
    ['absolute form, bare', `http://${host}${m}`],
    ['absolute form, port', `http://${host.replace(/:\d+$/, '')}:81${m}/a`],
    ['absolute form, upper-case scheme', `HTTP://${host.toUpperCase()}${m}/a`],
    ['absolute form, dot segments', `http://${host}/x/..${m}/a`],
  ];
}

function spellings(mount: string): (readonly [string, string])[] {
  const [first = '', ...rest] = mount.slice(1);
  return [
    ['mount fully encoded', `${spelling.full(mount)}/a%62c`],
    ['mount in lower-case hex', `${spelling.lowerCaseHex(mount)}/%c3%a9`],
    ['mount raw', `${spelling.raw(mount)}/${utf8('é')}`],
    ['first letter encoded', `/${spelling.full(first)}${spelling.minimal(rest.join(''))}/a`],
    ['mount encoded twice', `${spelling.full(mount).replaceAll('%', '%25')}/a`],
    ['inner slashes encoded', `/${spelling.minimal(mount.slice(1)).replaceAll('/', '%2F')}/a`],
  ];
}

/** Ways to reach the mount, or to leave it, over dot segments and repeated slashes. */
function around(m: string): (readonly [string, string])[] {
  return [
    ['two slashes before', `/${m}/a`],
    ['encoded slash before', `/%2F${m.slice(1)}/a`],
    ['dot segment before', `/.${m}/a`],
    ['in by dot segments', `/x/..${m}/a`],
    ['in by encoded dot segments', `/x/%2e%2E${m}/a`],
    ['in by an encoded slash', `/x%2F..${m}/a`],
    ['in over the root', `/..${m}/a`],
    ['in over the root, encoded', `/..%2f${m.slice(1)}/a`],
    ['out and in', `${m}/..${m}/a`],
    ['out and in, deep', `${m}/a/b/../../..${m}/c`],
    ['out', `${m}/../etc`],
    ['out, encoded dots', `${m}/%2e%2e/etc`],
    ['out, encoded slash', `${m}/..%2fetc`],
    ['out, all encoded', `${m}/%2e%2e%2fetc`],
    ['out to the root', `${m}/../`],
    ['out, no slash', `${m}/..`],
    ['out, over a sub-path', `${m}/a/../../etc`],
    ['climbing', `${m}/${'../'.repeat(20)}etc/passwd`],
    ['climbing, encoded', `${m}${'/%2e%2e'.repeat(20)}/etc/passwd`],
    ['mount twice', `${m}${m}/a`],
    ['mount below another path', `/x${m}/a`],
  ];
}
