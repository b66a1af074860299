import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';

/** Every format of a report, by its name. */
export const reporters = {
  pretty: (diagnostics, { sources, paint }) => pretty(diagnostics, sources, paint),
  json,
  sarif,
  github,
  gitlab,
} satisfies Record<string, Reporter>;

export type Format = keyof typeof reporters;
