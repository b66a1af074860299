import { lookAlikes } from './look-alikes.ts';
import { spelling } from './spelling.ts';

/** Targets for a static folder, given as a byte string that ends in a slash. */
export function folderTargets(
  url: string,
  host: string,
): (readonly [label: string, target: string])[] {
  const u = spelling.minimal(url);
  const parent = u.replace(/[^/]+\/$/, '');
  return [
    ['folder', u],
    ['folder, no slash', u === '/' ? '/?' : u.slice(0, -1)],
    ['folder, encoded', `${spelling.full(url)}a.css`],
    ['folder, lower-case hex', `${spelling.lowerCaseHex(url)}a.css`],
    ['folder, raw', `${spelling.raw(url)}a.css`],
    ['two slashes before', `/${u}a.css`],
    ['into the folder', `${parent}x/..${u.slice(parent.length - 1)}a.css`],
    ...insideFolder.map(([label, path]) => [label, `${u}${path}`] as const),
    ...lookAlikes(url.slice(0, -1)),
    ['absolute form', `http://${host}${u}a.css`],
  ];
}

/** Targets for a single static file, given as a byte string. */
export function fileTargets(
  url: string,
  host: string,
): (readonly [label: string, target: string])[] {
  const u = spelling.minimal(url);
  return [
    ['file', u],
    ['file, query', `${u}?v=1`],
    ['file, encoded', spelling.full(url)],
    ['file, lower-case hex', spelling.lowerCaseHex(url)],
    ['file, raw', spelling.raw(url)],
    ['file, slash', `${u}/`],
    ['file, below', `${u}/a`],
    ['file, dot', `${u}/.`],
    ['file, two dots', `${u}/..`],
    ['file, out and in', `${u}/..${u.slice(u.lastIndexOf('/'))}`],
    ['two slashes before', `/${u}`],
    ...lookAlikes(url),
    ['absolute form', `http://${host}${u}`],
  ];
}

const insideFolder: readonly (readonly [label: string, path: string])[] = [
  ['file', 'a.css'],
  ['file, query', 'a.css?v=1'],
  ['file, letter encoded', '%61.css'],
  ['file, slash', 'a.css/'],
  ['file, below', 'a.css/b'],
  ['file, dot', 'a.css/.'],
  ['file, NUL', 'a.css%00'],
  ['file, NUL and another', 'a.php%00.css'],
  ['file, newline', 'a.css%0A'],
  ['file, encoded question mark', 'a.css%3Fb'],
  ['file, backup', 'a.css~'],
  ['file, other case', 'A.CSS'],
  ['file with a space', 'a%20b.txt'],
  ['file with UTF-8', '%C3%A9.txt'],
  ['no UTF-8', '%FF.txt'],
  ['missing', 'no-such-file'],
  ['folder inside', 'sub/'],
  ['folder inside, no slash', 'sub'],
  ['two slashes', '/a.css'],
  ['dot segment', './a.css'],
  ['over a folder', 'sub/../a.css'],
  ['encoded slash', 'sub%2Fa.css'],
  ['back to the folder', 'sub/..'],
  ['out', '../secret'],
  ['out, encoded dots', '%2e%2e/secret'],
  ['out, encoded slash', '..%2fsecret'],
  ['out, backslash', '..%5csecret'],
  ['out, semicolon', '..;/secret'],
  ['out, encoded twice', '%252e%252e%252fsecret'],
  ['climbing', `${'../'.repeat(20)}etc/passwd`],
  ['climbing, encoded', `${'%2e%2e%2f'.repeat(20)}etc/passwd`],
  ['climbing below a folder', `sub/${'..%2f'.repeat(20)}etc/passwd`],
  ['hidden file', '.env'],
  ['hidden file, encoded', '%2eenv'],
  ['hidden folder', '.git/config'],
  ['hidden file in a folder', 'sub/.env'],
  ['well-known', '.well-known/a'],
  ['program', 'a.php'],
  ['program, FastCGI', 'a.fcgi'],
  ['index', 'index.html'],
  ['number sign', 'a.css#b'],
  ['lone percent', 'a%'],
  ['300 letters', 'a'.repeat(300)],
];
