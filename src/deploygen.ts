import { arrange } from './core/arrange.ts';
import { checkCapabilities, checkLayout, checkSiteFields } from './core/capabilities.ts';
import { type Change, flagsOf, parseChanged } from './core/change.ts';
import { toDeployment } from './core/deployment.ts';
import type { Diagnostic } from './core/diagnostic.ts';
import type { Document } from './core/document.ts';
import { defaultLayout } from './core/header.ts';
import type { Installation } from './core/installation.ts';
import { type LinePlaces, linePlaces } from './core/line-places.ts';
import type { Deployment } from './core/model.ts';
import type { Notice, Unstated } from './core/reader.ts';
import { type CustomTemplates, type GeneratedFile, render as renderFile } from './core/render.ts';
import type { Layout, PlanOptions, Target } from './core/target.ts';
import { validate } from './core/validate.ts';
import { checkExtra } from './targets/extra.ts';
import { findTarget } from './targets/index.ts';
import { platforms } from './targets/platforms.ts';
import { checkStatedTargets } from './targets/stated-targets.ts';

export type Loaded =
  | { readonly ok: true; readonly deployment: Deployment }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** A deployment with what it was made from. */
export interface LoadedWhole {
  readonly ok: true;
  readonly deployment: Deployment;
  readonly document: Document;
  /** What the descriptor leaves to defaults. */
  readonly unstated: readonly Unstated[];
}

/**
 * Reads a descriptor.
 *
 * @param path names it in diagnostics; nothing is opened
 * @param changes what differs from it, later ones over earlier ones
 */
export function load(source: string, path: string, changes: readonly Change[] = []): Loaded {
  return read(parseChanged(source, path, changes), changes, null);
}

/** As `load`, for who asks what the descriptor itself says. */
export function loadWhole(
  source: string,
  path: string,
  changes: readonly Change[] = [],
): LoadedWhole | Extract<Loaded, { readonly ok: false }> {
  const parsed = parseChanged(source, path, changes);
  const unstated: Unstated[] = [];
  const loaded = read(parsed, changes, (each) => unstated.push(each));
  return loaded.ok ? { ...loaded, document: parsed.document, unstated } : loaded;
}

function read(
  { document, diagnostics }: ReturnType<typeof parseChanged>,
  changes: readonly Change[],
  notice: Notice,
): Loaded {
  if (diagnostics.length > 0) return { ok: false, diagnostics: arrange(diagnostics) };
  const validated = validate(document);
  const normalised = validated.ok
    ? toDeployment(validated.descriptor, document, { platforms, notice })
    : validated;
  const problems = normalised.ok
    ? [...checkExtra(normalised.deployment), ...checkStatedTargets(normalised.deployment)]
    : normalised.diagnostics;
  if (normalised.ok && problems.length === 0) {
    return { ok: true, deployment: { ...normalised.deployment, flags: flagsOf(changes) } };
  }
  return { ok: false, diagnostics: arrange(problems) };
}

export interface RenderOptions {
  /** `site` where the descriptor has `hosts`, else `fragment`; process targets have no layouts. */
  readonly layout?: Layout;
  /** Where a `standalone` server listens; 127.0.0.1, port 8080. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Absolute folder for what a `standalone` server writes. */
  readonly stateDirectory?: string;
  /** Templates of the caller's own in place of built-in ones: what `compileTemplates` has made. */
  readonly templates?: CustomTemplates;
}

export type Rendering =
  | { readonly ok: true; readonly files: readonly GeneratedFile[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Renders a deployment for one target.
 *
 * @throws RangeError for an unknown target, a layout that it does not have, or `standalone` without a state directory
 */
export function render(
  deployment: Deployment,
  targetName: string,
  options: RenderOptions = {},
): Rendering {
  const target = known(targetName);
  const plan = toPlanOptions(deployment, target, options);
  if (target.side === 'web' && !target.layouts.includes(plan.layout)) {
    throw new RangeError(`${target.name} has no layout "${plan.layout}"`);
  }
  const refused = [
    ...(target.side === 'web' ? checkLayout(deployment, plan.layout) : []),
    ...checkCapabilities(deployment, target),
    ...checkSiteFields(deployment, target, plan.layout),
    ...(target.refuse?.(deployment, plan) ?? []),
  ];
  if (refused.length > 0) return failed(refused);
  const rendered = target
    .plan(deployment, plan)
    .map((planned) => renderFile(planned, options.templates));
  const problems = rendered.flatMap((result) => (result.ok ? [] : result.diagnostics));
  if (problems.length > 0) return failed(problems);
  const files = rendered.flatMap((result) => (result.ok ? [result.file] : []));
  const tooMuch = target.refuseText?.(deployment, files) ?? [];
  return tooMuch.length > 0 ? failed(tooMuch) : { ok: true, files };
}

/**
 * For the files of `render`, by name: where the values in each of their lines stand.
 *
 * @throws RangeError as `render` does
 */
export function placesOfLines(
  deployment: Deployment,
  targetName: string,
  options: RenderOptions = {},
): ReadonlyMap<string, LinePlaces> {
  const target = known(targetName);
  const planned = target.plan(deployment, toPlanOptions(deployment, target, options));
  return new Map(planned.map((file) => [file.name, linePlaces(file, options.templates)]));
}

/**
 * Where the files of `render` go and what brings them into use; null for a layout that is not installed.
 *
 * @throws RangeError as `render` does
 */
export function installation(
  deployment: Deployment,
  targetName: string,
  options: RenderOptions = {},
): Installation | null {
  const target = known(targetName);
  return target.install(deployment, toPlanOptions(deployment, target, options));
}

function known(targetName: string): Target {
  const target = findTarget(targetName);
  if (target === undefined) throw new RangeError(`no target "${targetName}"`);
  return target;
}

function toPlanOptions(
  deployment: Deployment,
  target: Target,
  options: RenderOptions,
): PlanOptions {
  const layout = options.layout ?? defaultLayout(deployment, target.name);
  const stateDirectory = options.stateDirectory ?? '';
  if (layout === 'standalone' && !stateDirectory.startsWith('/')) {
    throw new RangeError('layout "standalone" needs an absolute state directory');
  }
  const listen = options.listen ?? { host: '127.0.0.1', port: 8080 };
  return { layout, listen, stateDirectory, templatesFolder: options.templates?.folder };
}

function failed(diagnostics: readonly Diagnostic[]): Rendering {
  return { ok: false, diagnostics: arrange(diagnostics) };
}
