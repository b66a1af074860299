import type { Request } from '../../core/answer.ts';
import type { ByteString } from '../../core/byte-string.ts';
import type { HttpRequest } from '../http.ts';

/** One request, and what must be true beside what `route()` says. */
export interface Probe {
  /** The mount or static URL that it is about, decoded. */
  readonly owner: string;
  readonly label: string;
  readonly request: HttpRequest & Pick<Request, 'method' | 'client' | 'user'>;
  /** What an application that is reached must find among its variables; null: must be absent. */
  readonly variables: Readonly<Record<string, ByteString | null>>;
  /** Bytes of the body that must arrive. */
  readonly bodyBytes: number;
}
