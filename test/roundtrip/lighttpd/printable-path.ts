import { toPath } from '../paths.ts';

/** A path of any string, but for control characters: lighttpd answers them itself, with 400. */
export function toPrintablePath(value: string): string {
  return toPath(
    value.replace(/[\0-\x1f\x7f]/g, (character) => (character === '\0' ? character : '_')),
  );
}
