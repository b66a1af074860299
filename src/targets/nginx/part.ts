import type { Area } from '../../core/areas.ts';
import type { Placed } from '../../core/place.ts';
import type { Token } from '../../core/token.ts';
import { uri } from '../../dialects/nginx.ts';

/** What of an area one location answers: exactly its URL, or what is below it. */
export type Part<A extends Area = Area> = A & { readonly isBelow: boolean };

/** The exact location of an area; none for a folder, whose URL ends in a slash, and for the root. */
export function exactly<A extends Area>(area: A): readonly Part<A>[] {
  const isThere = area.shape !== 'folder' && area.url.value !== '';
  return isThere ? [{ ...area, isBelow: false }] : [];
}

/** The location of everything that begins with the URL of an area. */
export function below<A extends Area>(area: A): readonly Part<A>[] {
  return area.shape === 'exact' ? [] : [{ ...area, isBelow: area.shape === 'tree' }];
}

export function partUri({ url, isBelow }: Pick<Part, 'url' | 'isBelow'>): Token {
  return isBelow ? uri`${url}/` : uri`${url}`;
}

/** The URL of a part without what it begins with. */
export function tailOf(
  { url, isBelow }: Pick<Part, 'url' | 'isBelow'>,
  start: Placed<string>,
): string {
  return url.value.slice(start.value.length) + (isBelow ? '/' : '');
}
