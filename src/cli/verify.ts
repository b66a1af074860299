import type { Diagnostic } from '../core/diagnostic.ts';
import type { Deployment } from '../core/model.ts';
import type { Place } from '../core/place.ts';
import { load, type RenderOptions, render } from '../deploygen.ts';
import type { Verifier } from '../live/verify/verifier.ts';
import { verifiers } from '../live/verify/verifiers.ts';
import { verify } from '../live/verify/verify.ts';
import { type Format, reporters } from '../report/index.ts';
import { colored, plain } from '../report/pretty.ts';
import { targets } from '../targets/index.ts';
import { ExitCode } from './exit-code.ts';
import { findDescriptors } from './find-descriptors.ts';
import { ownTemplates } from './own-templates.ts';
import { plural } from './plural.ts';
import { type ChangeFlags, readChanges } from './read-changes.ts';
import { readDescriptor } from './read-descriptor.ts';
import { reportProblems } from './report-problems.ts';
import { requireTarget } from './require-target.ts';
import { sayWhy } from './say-why.ts';
import { showProgress } from './show-progress.ts';
import { usesColor } from './uses-color.ts';
import { writeOut } from './write-out.ts';

export interface VerifyFlags extends ChangeFlags {
  readonly format: Format;
  readonly target?: readonly string[];
  readonly allowMissing?: true;
  /** A folder of the user's own templates. */
  readonly templates?: string;
}

/** `deploygen verify [FILE…]`: has the real programs check what is rendered for them. */
export async function verifyCommand(
  words: readonly string[],
  flags: VerifyFlags,
): Promise<ExitCode> {
  const asked = flags.target?.map((name) => requireTarget(name).name) ?? null;
  const changed = await readChanges(flags);
  if (!changed.ok) {
    reportProblems(changed.diagnostics, new Map());
    return ExitCode.problems;
  }
  const own = await ownTemplates(flags);
  if (own === null) return ExitCode.problems;
  const sources = new Map([...changed.sources, ...own.sources]);
  const diagnostics: Diagnostic[] = [];
  const missing = new Set<string>();
  let failures = 0;
  const paths = findDescriptors(words);
  const progress = showProgress('verifying');
  for (const [index, path] of paths.entries()) {
    progress.show(index, paths.length);
    try {
      const read = await readDescriptor(path);
      if (read.ok) sources.set(path, read.source);
      const loaded = read.ok ? load(read.source, path, changed.changes) : read;
      if (!loaded.ok) diagnostics.push(...loaded.diagnostics);
      else {
        const options = own.optionsFor(path);
        diagnostics.push(...(await verifyAll(loaded.deployment, { asked, options, missing })));
      }
    } catch (error) {
      sayWhy(error);
      failures++;
    }
  }
  progress.end();
  const paint = usesColor(process.stdout) ? colored : plain;
  writeOut('stdout', reporters[flags.format](diagnostics, { sources, paint }));
  for (const what of missing) writeOut('stderr', `deploygen: could not check ${what}\n`);
  const wrong = diagnostics.filter(({ severity }) => severity === 'error').length;
  const notes = diagnostics.filter(({ severity }) => severity === 'note').length;
  writeOut(
    'stderr',
    `${plural(wrong, 'error')}, ${plural(notes, 'note')} in ${plural(paths.length, 'file')}\n`,
  );
  // What is wrong is wrong, whatever else could be checked.
  if (wrong > 0) return ExitCode.problems;
  if (failures > 0 || (missing.size > 0 && !flags.allowMissing)) return ExitCode.couldNotRun;
  return ExitCode.clean;
}

async function verifyAll(
  deployment: Deployment,
  {
    asked,
    options,
    missing,
  }: {
    readonly asked: readonly string[] | null;
    readonly options: Pick<RenderOptions, 'templates'>;
    /** Takes what cannot be checked here, and why. */
    readonly missing: Set<string>;
  },
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { target, place } of wanted(deployment, asked)) {
    const verifier = verifiers.find((candidate) => candidate.target === target);
    const problem = verifier === undefined ? 'deploygen knows no check' : lacking(verifier);
    if (verifier === undefined || problem !== null) missing.add(`${target}: ${problem}`);
    else found.push(...(await verify(deployment, verifier, place, options)).diagnostics);
  }
  return found;
}

function lacking(verifier: Verifier): string | null {
  return verifier.isInstalled() ? null : `install ${verifier.needs}, or use --allow-missing`;
}

interface Wanted {
  readonly target: string;
  /** What in the descriptor asks for it. */
  readonly place: Place;
}

/** What is asked for; else the stated targets; else all that can be rendered. */
function wanted(deployment: Deployment, asked: readonly string[] | null): readonly Wanted[] {
  const standard = deployment.name.place;
  const stated = deployment.targets.map(({ name }) => ({ target: name.value, place: name.place }));
  const placeOf = (target: string) => stated.find((each) => each.target === target)?.place;
  if (asked !== null)
    return asked.map((target) => ({ target, place: placeOf(target) ?? standard }));
  if (stated.length > 0) return stated;
  return targets
    .filter(({ name }) => render(deployment, name).ok)
    .map(({ name }) => ({ target: name, place: standard }));
}
