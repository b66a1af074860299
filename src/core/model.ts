import type { Placed } from './place.ts';
import type { ProcessSettings } from './process.ts';
import type { SiteSettings, WebSettings } from './site.ts';
import type { Variable } from './variable.ts';

export type { Variable } from './variable.ts';

/** Accounts of the web servers, by platform. */
export type Platforms = Readonly<
  Record<'debian' | 'rhel', { readonly webUser: string; readonly webGroup: string }>
>;

/** A descriptor with every default filled in and one form for everything; each value knows its place. */
export interface Deployment extends SiteSettings {
  /** The descriptor's file as the user named it. */
  readonly path: string;
  /** What the command line changes of the descriptor, as its flags; files by their base names. */
  readonly flags: readonly string[];
  /** Names the files of the site; the first application's name where the descriptor has none of its own. */
  readonly name: Placed<string>;
  readonly platform: Placed<'debian' | 'rhel'>;
  readonly webUser: Placed<string>;
  readonly webGroup: Placed<string>;
  /** Names of the site, the main one first; none: fragments for somebody else's site. */
  readonly hosts: readonly Placed<string>[];
  readonly listen: readonly Placed<ListenAddress>[];
  /** At least one, in the order of the descriptor. */
  readonly applications: readonly [Application, ...Application[]];
  /** In the order of the descriptor. */
  readonly targets: readonly StatedTarget[];
}

/** A target that `build` is to write. */
export interface StatedTarget {
  readonly name: Placed<string>;
  readonly version: Placed<string> | null;
  readonly layout: Placed<'fragment' | 'site'> | null;
  /** A folder below the one that `build` writes to. */
  readonly output: Placed<string> | null;
}

/** A host of null is every address, IPv4 and IPv6; IPv6 addresses have no brackets. */
export interface ListenAddress {
  readonly host: string | null;
  readonly port: number;
  readonly isTls: boolean;
}

export interface Application extends ProcessSettings, WebSettings {
  readonly name: Placed<string>;
  /** Decoded and without its trailing slash; the root is '', as in SCRIPT_NAME. */
  readonly mount: Placed<string>;
  readonly bareMount: Placed<BareMount>;
  readonly protocol: Placed<Protocol>;
  /** One unix socket, or one or more TCP sockets. */
  readonly sockets: readonly [Placed<Socket>, ...Placed<Socket>[]];
  readonly processes: Placed<number>;
  readonly directory: Placed<string> | null;
  readonly user: Placed<string> | null;
  readonly group: Placed<string> | null;
  readonly umask: Placed<string> | null;
  readonly environment: readonly Variable[];
  readonly environmentFile: Placed<string> | null;
  readonly hardening: Placed<Hardening>;
  readonly params: readonly Variable[];
  readonly statics: readonly Static[];
  readonly limits: Limits;
  readonly buffering: Placed<boolean>;
  readonly websocket: Placed<boolean>;
  readonly retry: Placed<Retry>;
  /** In the order of the descriptor. */
  readonly extra: readonly Extra[];
}

export type BareMount = 'redirect' | 'slash' | 'empty';
export type Protocol = 'fastcgi' | 'http';
export type Hardening = 'off' | 'basic' | 'strict';
export type Retry = 'never' | 'idempotent';
export type Socket = UnixSocket | TcpSocket;

export interface UnixSocket {
  readonly kind: 'unix';
  readonly path: Placed<string>;
  /** Null: the application's user. */
  readonly owner: Placed<string> | null;
  readonly group: Placed<string>;
  /** Three octal digits with a leading zero. */
  readonly mode: Placed<string>;
  readonly backlog: Placed<number>;
}

export interface TcpSocket {
  readonly kind: 'tcp';
  readonly family: 'ipv4' | 'ipv6' | 'name';
  /** IPv6 addresses have no brackets. */
  readonly host: Placed<string>;
  readonly port: Placed<number>;
}

/** Raw text for one position in the files of one target. */
export interface Extra {
  readonly target: string;
  readonly position: Placed<string>;
  /** Without the blank lines around them; the first one is not blank. */
  readonly lines: readonly [Placed<string>, ...Placed<string>[]];
}

/** A folder's url and path both end in a slash; a file's do not. */
export interface Static {
  readonly kind: 'folder' | 'file';
  /** Decoded. */
  readonly url: Placed<string>;
  /** On disk, absolute. */
  readonly path: Placed<string>;
  /** How long clients may keep it; null: nothing is said. */
  readonly expiresSeconds: Placed<number> | null;
  /** Whether a missing file is the application's; folders only. */
  readonly fallthrough: Placed<boolean>;
  readonly dotfiles: Placed<boolean>;
  /** The file that a folder's own URL shows. */
  readonly index: Placed<string> | null;
}

export interface Limits {
  readonly bodyBytes: Placed<number>;
  readonly readTimeoutMilliseconds: Placed<number>;
  readonly connectTimeoutMilliseconds: Placed<number>;
  readonly sendTimeoutMilliseconds: Placed<number>;
  readonly headerBufferBytes: Placed<number>;
}
