import type { ByteString } from './byte-string.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Installation } from './installation.ts';
import type { Excuse } from './judge.ts';
import type { Layout } from './layout.ts';
import type { Application, Deployment, Protocol } from './model.ts';
import type { Placed } from './place.ts';
import type { Reading } from './reading.ts';
import type { GeneratedFile, PlannedFile } from './render.ts';
import type { SiteField } from './site-fields.ts';

export type { Layout } from './layout.ts';

/** One program that deploygen writes configuration for. */
export interface Target {
  readonly name: string;
  /** One line for `deploygen targets` and the help. */
  readonly summary: string;
  readonly side: 'web' | 'process';
  /** Shapes that a web target can take; none for process targets. */
  readonly layouts: readonly Layout[];
  readonly capabilities: Capabilities;
  /** What happens where a mount in one fragment lies in a mount of another; absent: nothing, they go side by side. */
  readonly entangles?: string;
  /** How it takes sites of several descriptors that claim the same at one address; none for process targets. */
  readonly neighbours?: Neighbours;
  /** What the program is known to do otherwise than docs/semantics.md says. */
  readonly limits: readonly Limit[];
  /** What becomes of requests while processes come and go; none for web servers, and for what manages no processes. */
  readonly verdict?: Verdict;
  /** The target whose processes it looks after, where it starts none of its own. */
  readonly watches?: string;
  /** How a web server takes some request targets; none for process targets. */
  readonly readings?: readonly Reading[];
  /** What an application that it starts takes otherwise than web servers pass it on, for `explain`; absent: nothing. */
  misreads?(application: Application, target: ByteString): Pick<Reading, 'limit' | 'why'> | null;
  /** What of the program deals with an application, line by line, for `explain`: its module or its units. */
  describe?(application: Application): readonly string[];
  /** What a deployment needs that is neither a capability nor a quoting rule; empty: nothing. */
  refuse?(deployment: Deployment, options: PlanOptions): readonly Diagnostic[];
  /** The files to write. The deployment has passed `capabilities` and `refuse`. */
  plan(deployment: Deployment, options: PlanOptions): readonly PlannedFile[];
  /** What is wrong with the files as a whole, which only their text shows. */
  refuseText?(deployment: Deployment, files: readonly GeneratedFile[]): readonly Diagnostic[];
  /** Where the files of `plan` go on the deployment's platform, and what brings them into use; null: nothing is installed. */
  install(deployment: Deployment, options: PlanOptions): Installation | null;
}

/** In a few words each, what a web server makes of what two sites claim. */
export interface Neighbours {
  /** Whether a site without `listen` answers at the addresses of others, too. */
  readonly isAnywhere: boolean;
  /** Of a name that a wildcard of another site covers; null: the site that names it has it. */
  readonly covered: {
    readonly why: string;
    /** Whether all is well where the file of the site with the wildcard comes later. */
    readonly isLaterFine: boolean;
  } | null;
  /** Of a name that both have. */
  readonly repeated: string;
  /** Of the default of the address; null: nobody notices. */
  readonly twoDefaults: string | null;
}

/** What the command line adds to a descriptor. */
export interface PlanOptions {
  readonly layout: Layout;
  /** Where a standalone server listens. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Absolute folder for a standalone server's pid, logs and temporary files. */
  readonly stateDirectory: string;
  /** The folder of the user's own templates. */
  readonly templatesFolder?: string | undefined;
}

export interface Capabilities {
  readonly protocols: readonly Protocol[];
  readonly sockets: {
    /** Longest socket path in bytes; null: no unix sockets. */
    readonly unixPathBytes: number | null;
    readonly families: readonly ('ipv4' | 'ipv6' | 'name')[];
    /** Whether several TCP sockets can be listed. */
    readonly hasLists: boolean;
  };
  /** Fields of the target's own side that it cannot honour when a descriptor states them. */
  readonly unsupported: readonly UnsupportedField[];
  /** Fields of a site that it cannot honour, with what to do instead of each. */
  readonly unsupportedSite?: Readonly<Partial<Record<SiteField, string>>>;
  /** Fields without which the target has nothing to write. */
  readonly required: readonly ('user' | 'command')[];
}

export interface UnsupportedField {
  /** As in a descriptor: `limits.header_buffer`. */
  readonly field: string;
  /** Whether the descriptor states it: the places to blame. */
  stated(application: Application): readonly Placed<unknown>[];
  /** What to do instead. */
  readonly instead: string;
}

/** What becomes of requests under a process manager, in a few words each, with an application that ends its requests. */
export interface Verdict {
  /** The program with whose end the socket closes. */
  readonly holdsSocket: string;
  /** What the restart of all processes at once costs. */
  readonly restartLoses: string;
  /** What new code costs, and how it comes into use. */
  readonly releaseLoses: string;
  /** What becomes of a process that dies again and again, where "restart" does not say it all. */
  readonly crashLoop?: string;
  /** The test that says so, below test/servers. */
  readonly measured: string;
}

/** A measured deviation from docs/semantics.md. Each has a test that fails when the program starts to behave. */
export interface Limit extends Excuse {
  readonly summary: string;
}
