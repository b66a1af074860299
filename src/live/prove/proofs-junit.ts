import { visible } from '../../explain/visible.ts';
import type { Proof } from './prove.ts';
import type { Finding } from './verdict.ts';

/** Proofs in the form of JUnit, as CI systems show it: a suite for each server, a case for each request. */
export function proofsJunit(proofs: readonly Proof[]): string {
  const suites = proofs.map((proof) =>
    proof.kind === 'refused' ? refusedSuite(proof) : askedSuite(proof),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function askedSuite({ server, version, findings }: Extract<Proof, { kind: 'asked' }>): string {
  const failures = findings.filter(({ verdict }) => verdict.kind === 'wrong').length;
  const name = attribute(`${server} ${version}`);
  return `<testsuite name=${name} tests="${findings.length}" failures="${failures}" errors="0" skipped="0">\n${findings.map((finding) => caseOf(server, finding)).join('')}</testsuite>\n`;
}

function refusedSuite({ server, diagnostics }: Extract<Proof, { kind: 'refused' }>): string {
  const why = attribute(diagnostics.map(({ message }) => message).join('; '));
  const suite = `<testsuite name=${attribute(server)} tests="1" failures="0" errors="0" skipped="1">`;
  return `${suite}\n<testcase classname=${attribute(server)} name="the descriptor"><skipped message=${why}/></testcase>\n</testsuite>\n`;
}

function caseOf(server: string, { probe, verdict }: Finding): string {
  const { request, label, owner } = probe;
  const name = attribute(`${request.method} ${request.target} (${label} of ${owner || '/'})`);
  const open = `<testcase classname=${attribute(server)} name=${name}`;
  if (verdict.kind !== 'wrong') return `${open}/>\n`;
  return `${open}><failure message=${attribute(verdict.why)}/></testcase>\n`;
}

/** XML 1.0 has no control characters; `visible` spells them out. */
function attribute(text: string): string {
  return `"${visible(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)}"`;
}
