import { spelling } from './spelling.ts';

/** Paths that begin like a mount or a static url (byte string, no trailing slash) and are not its. */
export function lookAlikes(path: string): (readonly [label: string, target: string])[] {
  const m = spelling.minimal(path);
  if (m === '') return [];
  const upper = path.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const lower = path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const cut = spelling.minimal(path.slice(0, -1));
  const endings = ['x', 'x/a', 'lication/a', '.bak', '-private/a', '.', '..', '../a', '..%2fa'];
  const encoded = ['%20', '%20/a', '%0A', '%0A/a', '%00', '%00/a', '%3Fa', '%23a', '%2Ea', '%2Fa'];
  return [
    ...[...endings, ...encoded, ';x/a', '%3Bx/a', '+', '$', '%', '%zz', '#', '#/a'].map(
      (ending) => [`look-alike: with ${ending}`, `${m}${ending}`] as const,
    ),
    ['look-alike: upper case', `${spelling.minimal(upper)}/a`],
    ['look-alike: lower case', `${spelling.minimal(lower)}/a`],
    ['look-alike: one byte short', cut === '/' ? '/a' : `${cut}/a`],
    ['look-alike: one byte short, bare', cut],
    ['look-alike: any byte for the last', `${cut}_/a`],
    ['look-alike: backslash', `${m}%5Ca`],
  ];
}
