import type { Deployment } from '../../core/model.ts';
import { type Owner, owners } from '../../core/owners.ts';
import { derive } from '../../core/place.ts';
import { join, type Piece, piece } from '../../core/token.ts';

// Everywhere: (?s) and \z, or a newline in a path would end it. And mod_proxy 2.4.71 takes the pattern of a <LocationMatch>
// for a pattern only if it has a "?", "*" or "[".

/**
 * The paths that an owner answers itself, those of longer owners left out: with sections that overlap, the parameters and
 * limits of one application would hold in another.
 */
export function ownPattern(owner: Owner, all: readonly Owner[]): Piece {
  return owner.kind === 'application'
    ? piece`(?s)^${owner.url}${exclusions(owner, all)}(?:/|\z)`
    : owner.static.kind === 'file'
      ? piece`(?s)^${owner.url}\z`
      : piece`(?s)^${owner.url}${exclusions(owner, all)}`;
}

/** What has a segment that begins with a dot, below the folder: the folder's own URL may have one. */
export function hiddenPattern(folder: Owner, all: readonly Owner[]): Piece {
  return piece`(?s)^${folder.url}${exclusions(folder, all)}(?:.*/)?\.`;
}

/** What neither an application nor a static entry answers. Applications answer before it is asked. */
export function outsidePattern(deployment: Deployment): Piece {
  const statics = owners(deployment).filter(({ kind }) => kind === 'static');
  if (statics.length === 0) return piece`^`;
  return piece`(?s)^(?!${join(
    '|',
    outermost(statics).map((owner) => tail(owner, 0)),
  )})`;
}

function exclusions(owner: Owner, all: readonly Owner[]): Piece {
  const inside = all.filter((other) => isBelow(other, owner));
  if (inside.length === 0) return piece``;
  const tails = outermost(inside).map((other) => tail(other, owner.url.value.length));
  return piece`(?!${join('|', tails)})`;
}

function outermost(all: readonly Owner[]): readonly Owner[] {
  return all.filter((owner) => !all.some((other) => isBelow(owner, other)));
}

function isBelow(inner: Owner, outer: Owner): boolean {
  const url = outer.url.value;
  if (inner === outer || (outer.kind === 'static' && outer.static.kind === 'file')) return false;
  return inner.url.value.startsWith(url.endsWith('/') ? url : `${url}/`);
}

/** What is left of an owner's paths after the first characters. */
function tail(owner: Owner, from: number): Piece {
  const rest = derive(owner.url, (url) => url.slice(from));
  if (owner.kind === 'application') return piece`${rest}(?:/|\z)`;
  return owner.static.kind === 'file' ? piece`${rest}\z` : piece`${rest}`;
}
