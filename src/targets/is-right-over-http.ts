import type { ByteString } from '../core/byte-string.ts';
import type { Judged } from '../core/judge.ts';

/** Whether the right application over http was told every variable, but for what a server spells in a way of its own. */
export function isRightOverHttp(
  { expected, observed }: Judged,
  isSame: (variable: string, got: ByteString, wanted: ByteString) => boolean,
): boolean {
  if (expected.kind !== 'application' || observed.application === null) return false;
  const { protocol, name } = expected.application;
  if (protocol.value !== 'http' || observed.application.name !== name.value) return false;
  const sent = new Map(observed.application.variables);
  return Object.entries(expected.variables).every(([variable, wanted]) => {
    const got = sent.get(variable) ?? '';
    return got === wanted || isSame(variable, got, wanted);
  });
}
