import type { Place } from '../core/place.ts';

/** One file that `build` is to keep as it is rendered. */
export interface BuildFile {
  /** Below the output folder, with slashes. */
  readonly path: string;
  readonly target: string;
  /** The descriptor's path, relative to the output folder, with slashes. */
  readonly descriptor: string;
  readonly text: string;
  /** What in the descriptor asks for it. */
  readonly place: Place;
}
