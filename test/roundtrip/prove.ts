import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toByteString } from '../../src/core/byte-string.ts';
import { SEED } from '../seed.ts';
import { needs } from '../servers/needs.ts';
import { judge, type Verdict, type Wrong } from './judge.ts';
import { nastyStrings } from './strings.ts';
import type { Suite } from './subject.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What a round trip found, for docs/assurance.md. */
    roundTrip?: RoundTrip;
  }
}

export interface RoundTrip extends Pick<Verdict, 'strings' | 'accepted' | 'refused'> {
  readonly dialect: string;
  readonly maker: string;
  readonly position: string;
  readonly wrong: number;
}

const COUNT = Number(process.env.ROUNDTRIP ?? 2000);

/** Tests every maker of a dialect: what it accepts is read as it was meant, what it refuses can't be held. */
export function prove<Lab extends AsyncDisposable>(suite: Suite<Lab>): void {
  const { dialect, subjects } = suite;
  describe.runIf(needs(...suite.needs))(`${dialect}, SEED=${SEED}`, () => {
    let lab: Lab;

    beforeAll(async () => {
      lab = await suite.open();
    });
    afterAll(() => lab[Symbol.asyncDispose]());

    it.for(subjects)(
      'reads every $maker in $position as it was meant',
      { timeout: 180_000 + COUNT * 20 },
      async (subject, { task }) => {
        const { maker, position, every = 1 } = subject;
        const values = nastyStrings(Math.ceil(COUNT / every), SEED, subject.adapt);
        const { misjudged, wrong, ...counts } = await judge({ dialect, subject, lab, values });
        const found = { dialect, maker, position, ...counts };
        task.meta.roundTrip = { ...found, wrong: wrong.length + misjudged.length };

        expect(wrong.map(describeWrong)).toEqual([]);
        expect(misjudged.map(excerpt)).toEqual([]);
        expect(counts.accepted).toBeGreaterThan(counts.strings / 10);
      },
    );
  });
}

function describeWrong({ values, read, problem }: Wrong): string {
  if (problem !== null) return `${listOf(values)}: ${problem}`;
  const differing = values.flatMap((value, index) => {
    const reading = read[index] ?? null;
    return reading === toByteString(value) ? [] : [`${excerpt(value)} as ${excerpt(reading)}`];
  });
  return `${listOf(values)}: read ${differing.slice(0, MOST).join(', ')}`;
}

function listOf(values: readonly string[]): string {
  const rest = values.length > MOST ? [`${values.length - MOST} more`] : [];
  return [...values.slice(0, MOST).map(excerpt), ...rest].join(', ');
}

function excerpt(text: string | null): string {
  if (text === null) return 'nothing';
  if (text.length <= 200) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, 200))} (${text.length} characters)`;
}

const MOST = 3;
