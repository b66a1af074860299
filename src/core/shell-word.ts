/** One word of a line for a POSIX shell, quoted where it has to be. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./[\]-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
