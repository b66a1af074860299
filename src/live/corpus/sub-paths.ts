import { utf8 } from './spelling.ts';

/** What follows a mount: the path and query that servers mangle, each with what it is about. */
export const subPaths: readonly (readonly [label: string, path: string])[] = [
  ...plain(),
  ...slashesAndDots(),
  ...escapes(),
  ...bytes(),
  ...punctuation(),
  ...files(),
  ...queries(),
  ['300 letters', `/${'a'.repeat(300)}`],
  ['2000 letters', `/${'a'.repeat(2000)}`],
  ['2000 bytes encoded', `/${'%C3%A9'.repeat(333)}`],
  ['100 segments', '/a'.repeat(100)],
  ['long query', `/a?${'b'.repeat(2000)}`],
];

function plain(): [string, string][] {
  return [
    ['segment', '/a'],
    ['segments', '/a/b'],
    ['trailing slash', '/a/'],
    ['space', '/a%20b'],
    ['trailing space', '/a%20'],
    ['letter encoded', '/%61'],
  ];
}

function slashesAndDots(): [string, string][] {
  return [
    ['only slashes', '//'],
    ['two slashes', '//a'],
    ['two slashes inside', '/a//b'],
    ['two slashes at the end', '/a//'],
    ['three slashes', '///a///b'],
    ['dot', '/.'],
    ['dot segment', '/./a'],
    ['dot segment inside', '/a/./b'],
    ['dot at the end', '/a/.'],
    ['dot at the end, encoded', '/a/%2E'],
    ['two dots inside', '/a/../b'],
    ['two dots at the end', '/a/..'],
    ['two dots at the end, encoded', '/a/%2e%2e'],
    ['two dots over two slashes', '/a//../b'],
    ['back to the mount', '/a/b/../..'],
    ['two dots after an encoded slash', '/a%2F..%2Fb'],
    ['encoded dots', '/a/%2E%2E/b'],
    ['encoded dots, twice', '/%252e%252e/a'],
    ['dots and a semicolon', '/..;/a'],
    ['dots and a backslash', '/..%5ca'],
    ['three dots', '/.../a'],
    ['dots in a name', '/a..b/..c/d..'],
    ['hidden name', '/.a'],
  ];
}

function escapes(): [string, string][] {
  return [
    ['encoded slash', '/a%2Fb'],
    ['encoded slash, lower case', '/a%2fb'],
    ['encoded slash alone', '/%2F'],
    ['encoded slash for the first', '/%2Fa'],
    ['encoded slash at the end', '/a%2F'],
    ['two encoded slashes', '/a%2F%2Fb'],
    ['encoded slash, twice', '/a%252Fb'],
    ['encoded question mark', '/a%3Fb'],
    ['encoded question mark and a query', '/a%3Fb?c'],
    ['encoded number sign', '/a%23b'],
    ['encoded percent', '/a%25b'],
    ['encoded percent before hex', '/a%2541'],
    ['encoded plus', '/a%2Bb'],
    ['encoded semicolon', '/a%3Bb'],
    ['encoded ampersand', '/a%26b'],
    ['encoded quote', '/a%22b'],
    ['encoded backslash', '/a%5Cb'],
    ['encoded dollar', '/%24host%24%7Bx%7D'],
    ['no hex', '/%zz'],
    ['lone percent', '/a%'],
    ['one hex digit', '/a%2'],
    ['no hex and a query', '/%g0?a'],
    ['IIS escape', '/%u0041'],
  ];
}

function bytes(): [string, string][] {
  return [
    ['newline', '/a%0Ab'],
    ['newline at the end', '/a%0A'],
    ['newline alone', '/%0A'],
    ['carriage return and newline', '/a%0D%0AX-Injected:%20b'],
    ['tab', '/a%09b'],
    ['control character', '/a%01b'],
    ['delete', '/a%7Fb'],
    ['NUL', '/a%00b'],
    ['NUL at the end', '/a%00'],
    ['UTF-8', '/%C3%A9'],
    ['UTF-8, lower-case hex', '/%e6%97%a5'],
    ['UTF-8, four bytes', '/%F0%9F%98%80'],
    ['UTF-8, raw', `/${utf8('é日')}`],
    ['no UTF-8: 80', '/%80'],
    ['no UTF-8: 80 inside', '/a%80b'],
    ['no UTF-8: 80 raw', '/a\x80b'],
    ['no UTF-8: FF', '/%FF'],
    ['no UTF-8: FF raw', '/\xff'],
    ['no UTF-8: broken pair', '/%c3%28'],
    ['no UTF-8: cut pair', '/a%c3'],
    ['no UTF-8: overlong slash', '/%c0%af'],
    ['no UTF-8: surrogate', '/%ed%a0%80'],
  ];
}

function punctuation(): [string, string][] {
  return [
    ['plus', '/a+b'],
    ['semicolon', '/a;b=c'],
    ['comma, colon, at', '/a,b:c@d'],
    ['ampersand and equals', '/a&b=c'],
    ['sub-delimiters', "/!$&'()*"],
    ['tilde', '/~a'],
    ['quote, raw', '/a"b'],
    ['angle brackets, raw', '/a<b>c'],
    ['backslash, raw', '/a\\b'],
    ['brackets, raw', '/a[b]{c}'],
    ['bar, caret, backtick, raw', '/a|b^c`d'],
    ['variable of nginx', '/$host$1${uri}'],
    ['variable of Apache', '/${PATH}%25%7BHTTP_HOST%7D'],
    ['number sign', '/a#b'],
    ['number sign and a query', '/a?b#c'],
    ['asterisk', '/*'],
  ];
}

/** Names that packaged configurations treat in a way of their own. */
function files(): [string, string][] {
  return ['/index.php', '/a.php/b', '/a.fcgi', '/a.inc', '/a~', '/.env', '/.htaccess'].map(
    (path) => [`name ${path.slice(1)}`, path],
  );
}

function queries(): [string, string][] {
  return [
    ['empty query', '/a?'],
    ['query', '/a?b=c&d=e'],
    ['query of a folder', '/a/?b'],
    ['two question marks', '/a??b'],
    ['question mark in the query', '/a?b?c'],
    ['query: encoded slash', '/a?b=c%2Fd%26'],
    ['query: encoded question mark', '/a?b%3Fc'],
    ['query: plus', '/a?b=c+d%2Be'],
    ['query: slashes and dots', '/a?/../b//c'],
    ['query: newline', '/a?b=%0A'],
    ['query: NUL', '/a?b=%00'],
    ['query: no hex', '/a?b=%zz%'],
    ['query: UTF-8, raw', `/a?${utf8('é')}`],
    ['query: quotes', '/a?b="c"\'d\''],
    ['query of an encoded path', '/a%20b%2Fc?d=e%20f'],
  ];
}
