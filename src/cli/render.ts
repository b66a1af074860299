import { resolve } from 'node:path';
import { hostFamily, splitAddress } from '../core/address.ts';
import type { Deployment } from '../core/model.ts';
import type { GeneratedFile } from '../core/render.ts';
import { leftOutOfStandalone } from '../core/site-fields.ts';
import type { Layout, Target } from '../core/target.ts';
import { load, type RenderOptions, render } from '../deploygen.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { fileError } from './file-error.ts';
import { ownTemplates } from './own-templates.ts';
import type { ChangeFlags, ReadChanges } from './read-changes.ts';
import { readDescriptor } from './read-descriptor.ts';
import { reportProblems } from './report-problems.ts';
import { writeOut } from './write-out.ts';

/** What the command line says beside target and descriptor. */
export interface RenderFlags extends ChangeFlags {
  readonly output?: string;
  readonly file?: string;
  readonly layout?: string;
  readonly listen?: string;
  readonly stateDir?: string;
  /** A folder of the user's own templates. */
  readonly templates?: string;
}

/** `deploygen TARGET [DESCRIPTOR]`: prints or writes a target's files; a refused descriptor prints and writes nothing. */
export async function renderCommand(
  target: Target,
  path: string,
  flags: RenderFlags,
): Promise<ExitCode> {
  const stated = toRenderOptions(target, flags);
  const own = await ownTemplates(flags);
  if (own === null) return ExitCode.problems;
  const options = { ...stated, ...own.optionsFor(path) };
  const read = await readDescriptor(path);
  if (!read.ok) {
    reportProblems(read.diagnostics, new Map());
    return ExitCode.problems;
  }
  const changed = await changesOf(flags);
  if (!changed.ok) {
    reportProblems(changed.diagnostics, new Map());
    return ExitCode.problems;
  }
  const sources = new Map([...own.sources, ...changed.sources, [path, read.source] as const]);
  const loaded = load(read.source, path, changed.changes);
  const rendering = loaded.ok ? render(loaded.deployment, target.name, options) : loaded;
  if (!rendering.ok) {
    reportProblems(rendering.diagnostics, sources);
    return ExitCode.problems;
  }
  const files = chosen(rendering.files, flags.file);
  if (loaded.ok && options.layout === 'standalone') sayLeftOut(loaded.deployment);
  if (flags.output === undefined) {
    const text = print(files, target, flags.file);
    await makeStateDirectory(options);
    writeOut('stdout', text);
    return ExitCode.clean;
  }
  await makeStateDirectory(options);
  const { writeFiles } = await import('./write-files.ts');
  await writeFiles(flags.output, files);
  return ExitCode.clean;
}

function sayLeftOut(deployment: Deployment): void {
  const fields = leftOutOfStandalone(deployment);
  if (fields.length > 0) writeOut('stderr', `standalone leaves out: ${fields.join(', ')}\n`);
}

/** Without loading what few calls need. */
async function changesOf(flags: ChangeFlags): Promise<ReadChanges> {
  if (flags.overlay === undefined && flags.set === undefined) return UNCHANGED;
  const { readChanges } = await import('./read-changes.ts');
  return readChanges(flags);
}

const UNCHANGED: ReadChanges = { ok: true, changes: [], sources: new Map() };

function toRenderOptions(target: Target, { layout, listen, stateDir }: RenderFlags): RenderOptions {
  const known = target.layouts.find((candidate): candidate is Layout => candidate === layout);
  if (layout !== undefined && known === undefined) {
    throw new UsageError(`no layout "${layout}": use one of ${target.layouts.join(', ')}`);
  }
  if (known !== 'standalone') {
    if (listen === undefined && stateDir === undefined) return known ? { layout: known } : {};
    throw new UsageError('--listen and --state-dir belong to --layout standalone');
  }
  if (stateDir === undefined) {
    throw new UsageError(
      '--layout standalone needs --state-dir DIR for its pid, logs and temporary files',
    );
  }
  return {
    layout: known,
    stateDirectory: resolve(stateDir),
    ...(listen === undefined ? {} : { listen: toListen(listen) }),
  };
}

function toListen(text: string): { readonly host: string; readonly port: number } {
  const { host, port } = splitAddress(text.includes(':') ? text : `127.0.0.1:${text}`);
  const family = hostFamily(host);
  const isAddress = family === 'ipv4' || family === 'ipv6';
  if (isAddress && Number.isInteger(port) && port > 0 && port < 65536) return { host, port };
  throw new UsageError(`"${text}" is no address to listen at: use 127.0.0.1:8080 or [::1]:8080`);
}

async function makeStateDirectory({ stateDirectory }: RenderOptions): Promise<void> {
  if (stateDirectory === undefined) return;
  try {
    const { makeFolder } = await import('./make-folder.ts');
    await makeFolder(stateDirectory);
  } catch (error) {
    throw fileError('make', stateDirectory, error);
  }
}

function chosen(
  files: readonly GeneratedFile[],
  name: string | undefined,
): readonly GeneratedFile[] {
  if (name === undefined) return files;
  const file = files.find((candidate) => candidate.name === name);
  if (file !== undefined) return [file];
  const names = files.map((candidate) => candidate.name).join(', ');
  throw new UsageError(`there is no file "${name}": there is ${names}`);
}

/** One file is printed bare; the several of a process target each under its name. */
function print(files: readonly GeneratedFile[], target: Target, name: string | undefined): string {
  const [only, another] = files;
  if (name !== undefined && only !== undefined) return only.text;
  if (target.side === 'process') {
    return files.map((file) => `# file: ${file.name}\n${file.text}`).join('\n');
  }
  if (only === undefined || another === undefined) return only?.text ?? '';
  const names = files.map((file) => file.name).join(' and ');
  throw new UsageError(
    `this needs two files at different levels, ${names}: write them with -o DIR, or print one with --file NAME`,
  );
}
