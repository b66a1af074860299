/** The last line of an exception among what an application has written; null where there is none. */
export function errorIn(said: string): string | null {
  const lines = said.split('\n').map((line) => line.trim());
  const written = lines.filter((line) => line !== '');
  return written.some((line) => ERROR.test(line)) ? (written.at(-1) ?? null) : null;
}

/** Python, PHP, and Perl's die. */
const ERROR = /^Traceback |^[\w.]*(?:Error|Exception)\b|Fatal error|Uncaught | at \S+ line \d+\.$/;
