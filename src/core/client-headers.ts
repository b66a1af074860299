/** Request headers about the client that count from a trusted proxy, and from nobody else. */
export const SAID_BY_PROXIES: readonly string[] = [
  'Forwarded',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Proto',
];

/**
 * Request headers that say the same in other words, or who the user is: they count from nobody. A proxy that sets X-Forwarded-For
 * passes them on as its client wrote them.
 */
export const SAID_BY_NOBODY: readonly string[] = [
  'Client-IP',
  'Remote-User',
  'X-Client-IP',
  'X-Forwarded-Protocol',
  'X-Forwarded-Scheme',
  'X-Forwarded-Server',
  'X-Forwarded-Ssl',
  'X-Forwarded-User',
  'X-Real-IP',
  'X-Remote-User',
];

/** The names that become the same variable of CGI as a name with "-": every mixture of "-" and "_". */
export function otherSpellings(name: string): readonly string[] {
  const [first = '', ...words] = name.split('-');
  return words
    .reduce(
      (heads, word) => heads.flatMap((head) => [`${head}-${word}`, `${head}_${word}`]),
      [first],
    )
    .filter((spelling) => spelling !== name);
}
