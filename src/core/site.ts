import type { Placed } from './place.ts';
import type { Variable } from './variable.ts';

/** The site around the applications: what only a whole server or virtual host can say. */
export interface SiteSettings {
  /** One of `hosts`; null: every one of them answers. */
  readonly canonicalHost: Placed<string> | null;
  /** Whether the file answers for unknown hosts, too. */
  readonly isDefaultServer: Placed<boolean>;
  readonly tls: Tls | null;
  /** Without a trailing slash. */
  readonly acmeWebroot: Placed<string> | null;
  /** Null: nothing is believed and nothing is taken away. */
  readonly trustedProxies: readonly Placed<Network>[] | null;
  readonly encodedSlashes: Placed<'decode' | 'reject'>;
  /** A path, or "off"; null: the server's own. */
  readonly accessLog: Placed<string> | null;
  readonly errorLog: Placed<string> | null;
}

/** What the web server does for one application beside passing requests on. */
export interface WebSettings {
  /** Decoded paths without a trailing slash: they and what is below them reach nothing. */
  readonly deny: readonly Placed<string>[];
  readonly redirects: readonly Redirect[];
  readonly auth: BasicAuth | null;
  readonly passAuthorization: Placed<boolean>;
  /** Of every response for what the application owns. */
  readonly headers: readonly Variable[];
  /** Null: every client. */
  readonly allow: readonly Placed<Network>[] | null;
  readonly maintenance: Maintenance | null;
  /** Media types; none: nothing is compressed. */
  readonly compress: readonly Placed<string>[];
}

export interface Tls {
  readonly certificate: Placed<string>;
  readonly key: Placed<string>;
  /** Whether plain addresses redirect to https; else they serve the site. */
  readonly redirect: Placed<boolean>;
  readonly http2: Placed<boolean>;
  readonly profile: Placed<'modern' | 'intermediate'>;
  readonly hsts: Hsts | null;
}

/** Strict-Transport-Security (RFC 6797). */
export interface Hsts {
  readonly seconds: Placed<number>;
  readonly subdomains: Placed<boolean>;
  readonly preload: Placed<boolean>;
}

/** Addresses with a common prefix; a single one has them all. */
export interface Network {
  readonly family: 'ipv4' | 'ipv6';
  /** The first one: in dotted form, or in that of RFC 5952. */
  readonly address: string;
  /** Bits: at most 32, or 128. */
  readonly prefix: number;
}

export interface Redirect {
  /** Exactly this path, decoded. */
  readonly from: Placed<string>;
  /** A URI reference, percent-encoded. */
  readonly to: Placed<string>;
  readonly status: Placed<301 | 302 | 303 | 307 | 308>;
}

/** Basic authentication (RFC 7617). */
export interface BasicAuth {
  readonly realm: Placed<string>;
  readonly file: Placed<string>;
  /** Decoded, without a trailing slash; none: everything that the application owns. */
  readonly paths: readonly Placed<string>[];
  /** Methods that need no user; HEAD goes with GET. */
  /** With HEAD where GET is one. */
  readonly anonymousMethods: readonly Placed<string>[];
}

export interface Maintenance {
  readonly page: Placed<string>;
  readonly isActive: Placed<boolean>;
  readonly retryAfterSeconds: Placed<number> | null;
}
