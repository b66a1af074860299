import type { Proof } from './prove.ts';
import { tally } from './tally.ts';
import type { Finding } from './verdict.ts';

/** Proofs for programs. The form is versioned. */
export function proofsJson(proofs: readonly Proof[]): string {
  return `${JSON.stringify({ version: 1, servers: proofs.map(toPlain) }, null, 2)}\n`;
}

function toPlain(proof: Proof) {
  if (proof.kind === 'refused') return proof;
  const { right, refused, limits, wrong } = tally(proof.findings);
  const { server, version, leftOut } = proof;
  return {
    kind: 'asked',
    server,
    version,
    leftOut,
    right,
    refused,
    limits,
    wrong: wrong.map(wrongOf),
  };
}

function wrongOf({ probe: { label, owner, request }, expected, observed, verdict }: Finding) {
  return {
    method: request.method,
    target: request.target,
    label,
    owner,
    why: verdict.kind === 'wrong' ? verdict.why : '',
    expected: expected.kind,
    status: observed.status,
  };
}
