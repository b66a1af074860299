import type { Answer } from '../core/answer.ts';
import type { Because } from '../core/because.ts';

/** An answer as programs read it. Texts of the request are byte strings: one character for each byte. */
export interface PlainAnswer {
  readonly kind: Answer['kind'];
  /** The statuses that count as this answer; null: any. */
  readonly statuses: readonly number[] | null;
  /** Statuses that a server may answer instead. */
  readonly instead: readonly number[];
  /** The application's name. */
  readonly application?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Variables that the application does not get. */
  readonly absent?: readonly string[];
  /** On disk. */
  readonly file?: string;
  /** Who answers where there is no such file; null: nobody. */
  readonly missing?: PlainAnswer | null;
  readonly location?: string;
  /** Headers of every response. */
  readonly headers: Readonly<Record<string, string>>;
  readonly because: readonly PlainBecause[];
}

export interface PlainBecause {
  readonly what: string;
  /** FILE:LINE:COLUMN; null where the descriptor does not say it. */
  readonly at: string | null;
}

export function plainAnswer(answer: Answer): PlainAnswer {
  const { kind, statuses, refusals, headers } = answer;
  return {
    kind,
    statuses,
    instead: refusals,
    ...particulars(answer),
    headers: Object.fromEntries(headers),
    because: answer.because.map(plainBecause),
  };
}

function particulars(answer: Answer): Partial<PlainAnswer> {
  if (answer.kind === 'application') {
    const { application, variables, absent } = answer;
    return { application: application.name.value, variables, absent };
  }
  if (answer.kind === 'file') {
    const { path, otherwise } = answer;
    return { file: path, missing: otherwise === null ? null : plainAnswer(otherwise) };
  }
  return answer.kind === 'redirect' ? { location: answer.location } : {};
}

function plainBecause({ what, place }: Because): PlainBecause {
  if (place === null || place.isDefault) return { what, at: null };
  const { line, column } = place.range.start;
  return { what, at: `${place.path}:${line}:${column}` };
}
