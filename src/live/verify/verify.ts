import { mkdir, writeFile } from 'node:fs/promises';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { defaultLayout } from '../../core/header.ts';
import type { LinePlaces, PlacedText } from '../../core/line-places.ts';
import type { Deployment } from '../../core/model.ts';
import type { Place } from '../../core/place.ts';
import type { GeneratedFile } from '../../core/render.ts';
import { placesOfLines, type RenderOptions, render } from '../../deploygen.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { standInCertificate } from './stand-in-certificate.ts';
import { type Complaint, escapeAll, type Lack, type Verifier } from './verifier.ts';

export interface Verification {
  /** What is wrong, errors, and what this machine lacks, notes; at their places in the descriptor. */
  readonly diagnostics: readonly Diagnostic[];
}

// Each finding of a program that stops at the first one takes another check.
const MOST_CHECKS = 30;

/** Has a program check what is rendered for it, in a private folder that is gone afterwards. */
export async function verify(
  deployment: Deployment,
  verifier: Verifier,
  fallback: Place,
  options: Pick<RenderOptions, 'templates'> = {},
): Promise<Verification> {
  const { target } = verifier;
  const rendering = render(deployment, target, options);
  if (!rendering.ok) return { diagnostics: rendering.diagnostics };
  await using workspace = await createWorkspace();
  const isFragment = defaultLayout(deployment, target) === 'fragment';
  const lines = linesOf(rendering.files, placesOfLines(deployment, target, options));
  const notes = new Map<string, Diagnostic>();
  const inFolder = new RegExp(`${escapeAll(workspace.path('check-'))}\\d+/`, 'g');
  let files = rendering.files;
  for (let checks = 0; ; checks++) {
    const folder = workspace.path(`check-${checks}`);
    await writeAll(files, folder, workspace);
    const said = await verifier.check(files, { folder, isFragment });
    const sorted = said.map((each) => {
      // Nobody knows the folder, and what is relative to it is stated so.
      const complaint = { ...each, message: each.message.replace(inFolder, '') };
      return { complaint, lack: lackOf(verifier, complaint) };
    });
    let mended = files;
    for (const { lack } of sorted) {
      const mend = lack?.lack.mend;
      if (!mend) continue;
      mended = mended.map((file) => ({ ...file, text: mend(file.text, lack.match, folder) }));
    }
    const isMended = mended.some((file, index) => file.text !== files[index]?.text);
    const goesOn = isMended && checks < MOST_CHECKS;
    const wrong: Diagnostic[] = [];
    for (const { complaint, lack } of sorted) {
      // What stops the program hides what follows, so without anything in its place nothing is sound.
      if (lack === null || (!goesOn && lack.lack.mend !== null)) {
        wrong.push(
          toDiagnostic(complaint, { severity: 'error', what: '', target, fallback, lines }),
        );
        continue;
      }
      const what = lack.lack.what(lack.match);
      if (notes.has(what)) continue;
      notes.set(what, toDiagnostic(complaint, { severity: 'note', what, target, fallback, lines }));
    }
    if (!goesOn) return { diagnostics: [...wrong, ...notes.values()] };
    files = mended;
  }
}

async function writeAll(
  files: readonly GeneratedFile[],
  folder: string,
  workspace: Workspace,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/certificate.pem`, await standInCertificate(workspace));
  await writeFile(`${folder}/stand-in`, '');
  for (const { name, text } of files) await writeFile(`${folder}/${name}`, text);
}

function lackOf(
  { lacks }: Verifier,
  { message }: Complaint,
): { readonly lack: Lack; readonly match: RegExpExecArray } | null {
  for (const lack of lacks) {
    const match = lack.pattern.exec(message);
    if (match !== null) return { lack, match };
  }
  return null;
}

interface Wording {
  readonly severity: 'error' | 'note';
  readonly what: string;
  readonly target: string;
  readonly fallback: Place;
  readonly lines: readonly Line[];
}

function toDiagnostic(complaint: Complaint, wording: Wording): Diagnostic {
  const { severity, what, target, fallback, lines } = wording;
  const { path, range } = responsible(complaint, lines) ?? fallback;
  const at =
    complaint.file === null
      ? ''
      : ` (${complaint.file}${complaint.line === null ? '' : `:${complaint.line}`})`;
  if (severity === 'note') {
    return {
      ...{ code: 'verify-lacks', severity, path, range },
      message: `${target} was checked without ${what}, which this machine lacks`,
      help: 'nothing, if the machine that runs it has it',
    };
  }
  return {
    ...{ code: 'verify-refused', severity, path, range },
    message: `${target} says: ${complaint.message}${at}`,
    help: 'change what is stated here; what is not from the descriptor is a mistake of deploygen: please report it',
  };
}

/** A line of a generated file, and the values in it that are stated. */
interface Line {
  readonly file: string;
  readonly number: number;
  readonly text: string;
  readonly values: readonly PlacedText[];
}

function linesOf(
  files: readonly GeneratedFile[],
  places: ReadonlyMap<string, LinePlaces>,
): readonly Line[] {
  return files.flatMap(({ name, text }) =>
    text.split('\n').map((line, index) => ({
      ...{ file: name, number: index + 1, text: line },
      values: (places.get(name)?.[index] ?? []).filter(({ place }) => !place.isDefault),
    })),
  );
}

/** The value in the line that the program complains of, or shortly before; where it names none, in one that has what it quotes. */
function responsible({ file, line, message }: Complaint, lines: readonly Line[]): Place | null {
  const quoted = message.match(/"[^"]+"|'[^']+'|\/[\w./@+-]+|\w{4,}/g) ?? [];
  const words = quoted.map((each) => each.replace(/^["']|["'.]+$/g, '')).sort(byLength);
  if (file !== null && line !== null) {
    const near = lines.filter(
      (each) => each.file === file && each.number <= line && each.number > line - REACH,
    );
    const found = near.findLast(({ values }) => values.length > 0);
    if (found !== undefined) return placeIn(found, words);
  }
  const candidates = lines.filter(
    (each) => each.values.length > 0 && (file === null || each.file === file),
  );
  for (const word of words) {
    const found = candidates.find(({ text }) => text.includes(word));
    if (found !== undefined) return placeIn(found, [word]);
  }
  // Of all that a descriptor says, raw text is what nobody has looked at.
  const raw = candidates.find(({ values }) =>
    values.some(({ place: { pointer } }) => RAW_TEXT.test(pointer)),
  );
  return raw === undefined ? null : placeIn(raw, []);
}

/** The value that has become one of some words, else the last one. */
function placeIn({ values }: Line, words: readonly string[]): Place | null {
  for (const word of words) {
    const named = values.findLast(({ text }) => text.includes(word));
    if (named !== undefined) return named.place;
  }
  return values.at(-1)?.place ?? null;
}

const RAW_TEXT = /^(\/apps\/[0-9]+)?\/extra\//;
const REACH = 4;

/** The longest, which says most, first. */
function byLength(a: string, b: string): number {
  return b.length - a.length;
}
