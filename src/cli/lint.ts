import type { Diagnostic, Severity } from '../core/diagnostic.ts';
import type { Deployment } from '../core/model.ts';
import { load } from '../deploygen.ts';
import { lintLoaded } from '../lint.ts';
import { lintTogether } from '../lint-together.ts';
import { type Format, reporters } from '../report/index.ts';
import { colored, plain } from '../report/pretty.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { findDescriptors } from './find-descriptors.ts';
import { plural } from './plural.ts';
import { type ChangeFlags, readChanges } from './read-changes.ts';
import { readDescriptor } from './read-descriptor.ts';
import { sayWhy } from './say-why.ts';
import { showProgress } from './show-progress.ts';
import { usesColor } from './uses-color.ts';
import { writeOut } from './write-out.ts';

export interface LintFlags extends ChangeFlags {
  readonly format: Format;
  /** A number, as typed. */
  readonly maxWarnings?: string;
}

/** `deploygen lint [FILE…]`: reports on standard output, counts on standard error. */
export async function lintCommand(
  words: readonly string[],
  { format, maxWarnings, ...changeFlags }: LintFlags,
): Promise<ExitCode> {
  const mostWarnings = toMostWarnings(maxWarnings);
  const files = findDescriptors(words);
  const changed = await readChanges(changeFlags);
  const sources = new Map(changed.ok ? changed.sources : []);
  const diagnostics: Diagnostic[] = changed.ok ? [] : [...changed.diagnostics];
  const changes = changed.ok ? changed.changes : [];
  const progress = showProgress('linting');
  const deployments: Deployment[] = [];
  let judged = 0;
  for (const [index, path] of files.entries()) {
    progress.show(index, files.length);
    try {
      const read = await readDescriptor(path);
      judged++;
      if (!read.ok) {
        diagnostics.push(...read.diagnostics);
        continue;
      }
      sources.set(path, read.source);
      const loaded = load(read.source, path, changes);
      for (const found of lintLoaded(loaded, read.source, path, changes)) diagnostics.push(found);
      // Only stated targets can meet: what is kept, with all its YAML, costs the collector of garbage time.
      if (loaded.ok && loaded.deployment.targets.length > 0) deployments.push(loaded.deployment);
    } catch (error) {
      sayWhy(error);
    }
  }
  progress.end();
  diagnostics.push(...lintTogether(deployments));
  const all = distinct(diagnostics);
  const paint = usesColor(process.stdout) ? colored : plain;
  writeOut('stdout', reporters[format](all, { sources, paint }));
  const counts = countBySeverity(all);
  const isOverMost = counts.warning > mostWarnings;
  const limit = isOverMost ? `, more than the ${mostWarnings} of --max-warnings` : '';
  writeOut('stderr', `${summary(counts)} in ${plural(judged, 'file')}${limit}\n`);
  if (judged < files.length) return ExitCode.couldNotRun;
  return counts.error > 0 || isOverMost ? ExitCode.problems : ExitCode.clean;
}

function toMostWarnings(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[0-9]+$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no number of warnings: use --max-warnings 0`);
}

/** In the order of the descriptors, and each once: an overlay of several is wrong for all of them in the same way. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((found) => [JSON.stringify(found), found])).values()];
}

type Counts = Readonly<Record<Severity, number>>;

function countBySeverity(diagnostics: readonly Diagnostic[]): Counts {
  const count = (severity: Severity): number =>
    diagnostics.filter((found) => found.severity === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

function summary(counts: Counts): string {
  const words = (['error', 'warning', 'note'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity));
  return words.length === 0 ? 'no problems' : words.join(', ');
}
