import { derive, type Placed } from '../../core/place.ts';

/** How the names of the variables of an application or a site begin: apart from those of any other descriptor. */
export function variablePrefix(name: Placed<string>): Placed<string> {
  // nginx takes no "-" in the name of a variable, and no name of ours has a "_".
  return derive(name, (text) => `deploygen_${text.replaceAll('-', '_')}`);
}
