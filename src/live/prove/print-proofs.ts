import { visible } from '../../explain/visible.ts';
import { differences } from './differences.ts';
import type { Proof } from './prove.ts';
import { tally } from './tally.ts';
import type { Finding } from './verdict.ts';

/** Proofs for a reader: a line for each server, then everything that is wrong. */
export function printProofs(proofs: readonly Proof[]): string {
  const lines = proofs.map(lineOf);
  const wrong = proofs.flatMap((proof) =>
    proof.kind === 'asked' ? tally(proof.findings).wrong.map((found) => detail(proof, found)) : [],
  );
  return [...lines, ...leftOut(proofs), ...wrong.flatMap((text) => ['', text])]
    .map((line) => `${line}\n`)
    .join('');
}

/** The same for every server. */
function leftOut(proofs: readonly Proof[]): readonly string[] {
  const asked = proofs.find((proof) => proof.kind === 'asked');
  if (asked === undefined || asked.leftOut.length === 0) return [];
  return [
    `left out, as a server on loopback has neither names nor TLS: ${asked.leftOut.join(', ')}`,
  ];
}

function lineOf(proof: Proof): string {
  if (proof.kind === 'refused') {
    const [first] = proof.diagnostics;
    return `${proof.server}: cannot express this descriptor: ${first?.message ?? ''}`;
  }
  const { right, refused, limits, wrong } = tally(proof.findings);
  const known = Object.entries(limits).map(([id, count]) => `${count} ${id}`);
  return [
    `${proof.server} ${proof.version}: ${right} right`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(known.length > 0 ? [`limits: ${known.join(', ')}`] : []),
    `${wrong.length} wrong`,
  ].join(', ');
}

function detail({ server }: { readonly server: string }, { probe, verdict }: Finding): string {
  const { label, owner, request } = probe;
  const why = verdict.kind === 'wrong' ? verdict.why : '';
  return [
    `${server}: ${request.method} ${visible(request.target)}`,
    `  asked for: ${label}, of ${visible(owner === '' ? '/' : owner)}`,
    `  wrong:     ${visible(why)}`,
  ].join('\n');
}

/** Where two servers differ: what a move from the one to the other changes. */
export function printDifferences(one: Proof, other: Proof): string {
  if (one.kind === 'refused' || other.kind === 'refused') return printProofs([one, other]);
  const found = differences(one.findings, other.findings);
  const lines = found.flatMap(({ probe, answers, limits }) => [
    `${probe.request.method} ${visible(probe.request.target)}${limits.map((id) => ` [${id}]`).join('')}`,
    `  ${one.server}: ${visible(answers[0])}`,
    `  ${other.server}: ${visible(answers[1])}`,
  ]);
  const same = one.findings.length - found.length;
  return [...lines, `${same} of ${one.findings.length} requests get the same from both`]
    .map((line) => `${line}\n`)
    .join('');
}
