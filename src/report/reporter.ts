import type { Diagnostic } from '../core/diagnostic.ts';
import type { Paint } from './pretty.ts';

/** Writes diagnostics in one format. They come in the order of every report. */
export type Reporter = (
  diagnostics: readonly Diagnostic[],
  context: {
    /** Texts of the files by path, for frames. */
    readonly sources: ReadonlyMap<string, string>;
    /** Colours, for terminals only. */
    readonly paint: Paint;
  },
) => string;
