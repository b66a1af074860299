import { installPlan } from '../build/install-plan.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { type Format, reporters } from '../report/index.ts';
import { colored, paintDiff, plain } from '../report/pretty.ts';
import { checkUnit } from './build-check.ts';
import { readUnits, type UnitFlags, type Units } from './build-units.ts';
import { type Written, writeUnit } from './build-write.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { findDescriptors } from './find-descriptors.ts';
import { ownTemplates } from './own-templates.ts';
import { plural } from './plural.ts';
import { readChanges } from './read-changes.ts';
import { reportProblems } from './report-problems.ts';
import { sayWhy } from './say-why.ts';
import { showProgress } from './show-progress.ts';
import { usesColor } from './uses-color.ts';
import { writeOut } from './write-out.ts';

export interface BuildFlags extends UnitFlags {
  readonly check?: true;
  readonly format?: Format;
  readonly plan?: true;
  readonly force?: true;
  readonly prune?: true;
  readonly dryRun?: true;
  readonly diff?: true;
}

/** `deploygen build [FILE…]`: keeps the configuration in a repository as the descriptors have it. */
export async function buildCommand(words: readonly string[], flags: BuildFlags): Promise<ExitCode> {
  refuseCombinations(flags);
  const read = await readChanges(flags);
  if (!read.ok) {
    reportProblems(read.diagnostics, new Map());
    return ExitCode.problems;
  }
  const own = await ownTemplates(flags);
  if (own === null) return ExitCode.problems;
  const sources = new Map([...own.sources, ...read.sources]);
  const progress = showProgress('building');
  const { changes } = read;
  const found = await readUnits(findDescriptors(words), flags, {
    changes,
    sources,
    optionsFor: own.optionsFor,
  });
  const diagnostics = [...found.diagnostics];
  const results: Written[] = [];
  let failures = found.unreadable;
  for (const [index, unit] of flags.plan ? [] : found.units.entries()) {
    progress.show(index, found.units.length);
    try {
      if (flags.check) diagnostics.push(...(await checkUnit(unit)));
      else results.push(await writeUnit(unit, toWriteOptions(flags)));
    } catch (error) {
      sayWhy(error);
      failures++;
    }
  }
  progress.end();
  diagnostics.push(...results.flatMap(({ problems }) => problems));
  if (flags.check) reportCheck(diagnostics, sources, flags);
  else if (diagnostics.length > 0) reportProblems(diagnostics, sources);
  if (flags.plan) printPlans(found);
  else if (!flags.check) reportWritten(results, flags);
  if (failures > 0) return ExitCode.couldNotRun;
  return diagnostics.length > 0 ? ExitCode.problems : ExitCode.clean;
}

function printPlans({ installations }: Units): void {
  const plans = [...installations].map(([path, parts]) => installPlan(path, parts));
  writeOut('stdout', plans.join('\n'));
}

function refuseCombinations(flags: BuildFlags): void {
  const { check, format, plan, force, prune, dryRun, diff } = flags;
  if (plan && (check || force || prune || dryRun || diff)) {
    throw new UsageError('--plan writes and checks nothing: use it alone');
  }
  if (check && (force || prune || dryRun || diff)) {
    throw new UsageError(
      '--check changes nothing: use it without --force, --prune, --dry-run, --diff',
    );
  }
  if (!check && format !== undefined) throw new UsageError('--format belongs to --check');
}

function toWriteOptions({ force, prune, dryRun }: BuildFlags) {
  return { force: force === true, prune: prune === true, dryRun: dryRun === true };
}

function reportCheck(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { format = 'pretty' }: BuildFlags,
): void {
  const paint = usesColor(process.stdout) ? colored : plain;
  writeOut('stdout', reporters[format](diagnostics, { sources, paint }));
  writeOut('stderr', `${plural(diagnostics.length, 'difference')}\n`);
}

function reportWritten(results: readonly Written[], { dryRun, diff }: BuildFlags): void {
  const paint = usesColor(process.stdout) ? colored : plain;
  const text = diff ? results.map((result) => result.diff).join('') : '';
  // Without colours it is a patch, byte for byte.
  if (text !== '') writeOut('stdout', paint === plain ? text : `${paintDiff(text, paint)}\n`);
  const [write, remove] = dryRun ? ['would write', 'would remove'] : ['wrote', 'removed'];
  for (const { written, removed, orphans } of results) {
    for (const path of written) writeOut('stderr', `${write} ${path}\n`);
    for (const path of removed) writeOut('stderr', `${remove} ${path}\n`);
    for (const path of orphans) {
      writeOut('stderr', `${path} is rendered no longer: --prune removes it\n`);
    }
  }
  const unchanged = results.reduce((sum, result) => sum + result.unchanged, 0);
  const count = results.reduce((sum, result) => sum + result.written.length, 0);
  const words = dryRun ? 'to write' : 'written';
  writeOut('stderr', `${plural(count, 'file')} ${words}, ${unchanged} unchanged\n`);
}
