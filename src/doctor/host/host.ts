import type { Account } from './may.ts';

/** What `doctor` looks at of a machine, and nothing else of it. */
export interface Host {
  /** Whether everything can be seen. */
  readonly isRoot: boolean;
  /** What a path leads to, through links. */
  status(path: string): Promise<FileStatus | 'missing' | 'unseen'>;
  /** Its first bytes, each as one character; null where they cannot be read. */
  head(path: string): Promise<string | null>;
  /** A whole file; null where it cannot be read. */
  read(path: string): Promise<string | null>;
  /** Null: there is none of that name in passwd(5). */
  account(name: string): Promise<Account | null>;
  /** What systemd says of a unit; null where it does not run, or does not know it. */
  unit(name: string): Promise<UnitState | null>;
  /** What supervisor says of the processes of a program; null where it does not run. */
  programs(name: string): Promise<readonly ProgramState[] | null>;
  /** The modules of the installed lighttpd, in their order; null where that cannot be seen. */
  lighttpdModules(): Promise<readonly string[] | null>;
  /** Connects, and hangs up. */
  connect(address: Address): Promise<Connection>;
  ask(question: Question): Promise<SocketAnswer>;
  askWeb(question: WebQuestion): Promise<WebAnswer>;
}

export interface UnitState {
  /** As systemctl(1) has them: "failed", "auto-restart", "exit-code". */
  readonly active: string;
  readonly sub: string;
  readonly result: string;
  /** Of its last main process. */
  readonly status: string;
  readonly hasPrivateTmp: boolean;
}

export interface ProgramState {
  readonly name: string;
  /** As supervisorctl has it: "RUNNING", "FATAL". */
  readonly state: string;
  readonly why: string;
}

export interface FileStatus {
  readonly kind: 'folder' | 'file' | 'socket' | 'other';
  readonly uid: number;
  readonly gid: number;
  /** The nine bits of rwxrwxrwx, and those above them. */
  readonly mode: number;
}

export type Address =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

export type Connection = 'accepted' | 'missing' | 'refused' | 'denied' | 'full' | 'unreachable';

export interface Question {
  readonly address: Address;
  readonly protocol: 'fastcgi' | 'http';
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly timeoutMilliseconds: number;
}

/** What came back from an application's own socket; bytes as characters. */
export type SocketAnswer =
  | {
      readonly kind: 'answer';
      readonly stdout: string;
      readonly stderr: string;
      /** Whether the request was ended as its protocol has it. */
      readonly isEnded: boolean;
    }
  | { readonly kind: 'other protocol'; readonly seen: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly message: string };

export interface WebQuestion {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** For the Host header, and for TLS. */
  readonly name: string;
  readonly target: string;
}

export type WebAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly server: string;
      /** In lower case. */
      readonly headerNames: readonly string[];
    }
  | { readonly kind: 'none'; readonly message: string };
