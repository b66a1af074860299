import type { Area } from '../../core/areas.ts';
import { derive } from '../../core/place.ts';
import { join, type Piece, piece } from '../../core/token.ts';

// Everywhere: (?s) and \z, or a newline in a path would end it. And mod_proxy 2.4.71 takes the pattern of a <LocationMatch>
// for a pattern only if it has a "?", "*" or "[".

/**
 * The paths that an area answers itself, those of longer areas left out: with sections that overlap, the parameters and
 * limits of one application would hold in another.
 */
export function ownPattern(area: Area, all: readonly Area[]): Piece {
  const start = piece`(?s)^${area.url}${exclusions(area, all)}`;
  if (area.shape === 'exact') return piece`${start}\z`;
  return area.shape === 'folder' ? start : piece`${start}(?:/|\z)`;
}

/** What has a segment that begins with a dot, below the folder: the folder's own URL may have one. */
export function hiddenPattern(folder: StaticArea, all: readonly Area[]): Piece {
  // Its parts that ask for a user hide the same.
  const others = all.filter((area) => area.kind !== 'static' || area.static !== folder.static);
  return piece`(?s)^${folder.url}${exclusions(folder, others)}(?:.*/)?\.`;
}

type StaticArea = Extract<Area, { kind: 'static' }>;

/** What no area answers. Applications answer before it is asked. */
export function outsidePattern(all: readonly Area[]): Piece {
  const others = all.filter(({ kind }) => kind !== 'application');
  if (others.length === 0) return piece`^`;
  return piece`(?s)^(?!${join(
    '|',
    outermost(others).map((area) => tail(area, 0)),
  )})`;
}

function exclusions(area: Area, all: readonly Area[]): Piece {
  const inside = all.filter((other) => isBelow(other, area));
  if (inside.length === 0) return piece``;
  const tails = outermost(inside).map((other) => tail(other, area.url.value.length));
  return piece`(?!${join('|', tails)})`;
}

function outermost(all: readonly Area[]): readonly Area[] {
  return all.filter((area) => !all.some((other) => isBelow(area, other)));
}

function isBelow(inner: Area, outer: Area): boolean {
  const url = outer.url.value;
  if (inner === outer || outer.shape === 'exact') return false;
  if (inner.url.value === url) return inner.shape === 'exact';
  return inner.url.value.startsWith(url.endsWith('/') ? url : `${url}/`);
}

/** What is left of an area's paths after the first characters. */
function tail(area: Area, from: number): Piece {
  const rest = derive(area.url, (url) => url.slice(from));
  if (area.shape === 'exact') return piece`${rest}\z`;
  return area.shape === 'folder' ? piece`${rest}` : piece`${rest}(?:/|\z)`;
}
