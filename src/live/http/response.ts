export type Header = readonly [name: string, value: string];

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  /** Names as the server wrote them, repeats kept, values as byte strings. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** False when the body ended before its announced end; `failure` then says how. */
  readonly complete: boolean;
  readonly failure: string | null;
  /** When each piece of the body arrived, for tests of streaming. */
  readonly pieces: readonly BodyPiece[];
}

export interface BodyPiece {
  /** Milliseconds since the request was written. */
  readonly atMilliseconds: number;
  readonly length: number;
}

/** The first value of a header, by its name in any case. */
export function headerOf(response: HttpResponse, name: string): string | null {
  return headersOf(response, name)[0] ?? null;
}

/** All values of a header, in order. */
export function headersOf(response: HttpResponse, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return response.headers
    .filter((header) => header[0].toLowerCase() === wanted)
    .map((header) => header[1]);
}
