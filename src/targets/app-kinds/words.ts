import { derive, type Placed } from '../../core/place.ts';

/** The words of a command line, each blamed on what it comes from; plain ones on the app. */
export function words(
  app: Placed<unknown>,
  list: readonly (string | Placed<unknown>)[],
): readonly Placed<string>[] {
  return list.map((word) =>
    typeof word === 'string' ? derive(app, () => word) : derive(word, String),
  );
}
