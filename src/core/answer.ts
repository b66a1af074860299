import type { Because } from './because.ts';
import type { ByteString } from './byte-string.ts';
import type { Application, Static } from './model.ts';

/** A request. What is absent is not asked about: `standalone` has neither names nor TLS. */
export interface Request {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: ByteString;
  /** The Host header, with its port if it has one. */
  readonly host?: string;
  readonly scheme?: 'http' | 'https';
  /** The user whose right password the request has. */
  readonly user?: string;
  /** Address of the other end of the connection. */
  readonly client?: string;
  /** X-Forwarded-For and X-Forwarded-Proto. */
  readonly forwarded?: { readonly for?: string; readonly proto?: string };
}

/** Who answers a request, and how; see docs/semantics.md. */
export type Answer = (
  | ApplicationAnswer
  | FileAnswer
  | RedirectAnswer
  | { readonly kind: 'denied' | 'refused' | 'none' | 'unauthenticated' | 'maintenance' }
) & {
  /** The statuses that count as this answer; null: any, the application decides. */
  readonly statuses: readonly number[] | null;
  /** Statuses with which a server may refuse instead: no wrong answer, but a class of its own in reports. */
  readonly refusals: readonly number[];
  /** Headers that every response for the owner has, once each. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** What of the descriptor decided: who owns the path first, then what it asks for. */
  readonly because: readonly Because[];
};

export interface ApplicationAnswer {
  readonly kind: 'application';
  readonly application: Application;
  /** SCRIPT_NAME, PATH_INFO, REQUEST_URI, QUERY_STRING, REQUEST_METHOD, the descriptor's own parameters, and what the request tells. */
  readonly variables: Readonly<Record<string, ByteString>>;
  /** Variables that must not reach it. */
  readonly absent: readonly string[];
}

export interface FileAnswer {
  readonly kind: 'file';
  /** Null: an ACME challenge. */
  readonly static: Static | null;
  /** The file's path on disk; a missing one is 404. */
  readonly path: ByteString;
  /** Who answers where there is no such file; null: nobody. */
  readonly otherwise: Answer | null;
}

export interface RedirectAnswer {
  readonly kind: 'redirect';
  readonly status: 301 | 302 | 303 | 307 | 308;
  /** A reference: path, percent-encoded, and query; with scheme and host where it leads to another. */
  readonly location: ByteString;
}

/** An answer without what is the same for all of an owner. */
export type Bare<T = Answer> = T extends unknown ? Omit<T, 'refusals' | 'headers'> : never;
