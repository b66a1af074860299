import type { Placed } from './place.ts';
import type { Variable } from './variable.ts';

/** How the processes of an application are run: the part of a deployment that process targets render. */
export interface ProcessSettings {
  /** Null: `app` says what is started, or nothing does. Never beside `app`. */
  readonly command: Placed<ProgramLine> | null;
  readonly app: Placed<App> | null;
  /** 1 but for an `app` that has threads. */
  readonly threads: Placed<number>;
  readonly restart: Placed<Restart>;
  readonly stop: Stop;
  /** What makes a process of `command` take up new code; null: nothing does. */
  readonly reload: Placed<Signal> | null;
  /** Null: without end. A number only for an `app` that can count. */
  readonly maxRequests: Placed<number> | null;
  /** Null: the manager's own. */
  readonly log: Placed<string> | null;
  readonly writablePaths: readonly Placed<string>[];
  /** Null: as `hardening` has it. */
  readonly network: Placed<boolean> | null;
  readonly after: readonly Placed<string>[];
  readonly resources: Resources;
  readonly workers: readonly Worker[];
}

/** Program and arguments; the program is an absolute path. */
export type ProgramLine = readonly [program: Placed<string>, ...parameters: Placed<string>[]];

/** What an application is; what serves it follows. */
export type App = WsgiApp | ScriptApp;

export interface WsgiApp {
  readonly kind: 'wsgi';
  readonly server: Placed<WsgiServer>;
  /** Dotted name of the module. */
  readonly module: Placed<string>;
  /** Name of the application in the module. */
  readonly callable: Placed<string>;
  readonly virtualenv: Placed<string> | null;
  /** Absolute path of what serves it; null: the platform's. */
  readonly program: Placed<string> | null;
}

export interface ScriptApp {
  readonly kind: 'psgi' | 'php' | 'cgi';
  /** Absolute path. */
  readonly script: Placed<string>;
  /** As for `wsgi`. */
  readonly program: Placed<string> | null;
}

export type WsgiServer = 'uwsgi' | 'gunicorn' | 'flup';
export type Restart = 'wait' | 'fail';
/** Without "SIG". */
export type Signal = 'TERM' | 'INT' | 'QUIT' | 'HUP' | 'USR1' | 'USR2' | 'KILL';

export interface Stop {
  /** Of a `command`; an `app` has its own. */
  readonly signal: Placed<Signal>;
  /** At least a second by default; what is left then is killed. */
  readonly timeoutMilliseconds: Placed<number>;
}

/** What one process may take; null: as much as there is. */
export interface Resources {
  readonly memoryBytes: Placed<number> | null;
  readonly files: Placed<number> | null;
}

/** Further processes of an application, without a socket. */
export interface Worker {
  /** APPLICATION-WORKER; unique among applications and workers. */
  readonly name: Placed<string>;
  readonly command: Placed<ProgramLine>;
  readonly processes: Placed<number>;
  /** The application's variables, with its own added or in their place. */
  readonly environment: readonly Variable[];
}
