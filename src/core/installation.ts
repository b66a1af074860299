/**
 * How the files of one target come onto a machine and into use: data, which `build --plan` and the pages print. Process targets
 * go before web targets, so that the socket exists when the web server asks for it; when they are taken away, after them.
 * Commands run as root, in the folder that the files were written to, and none runs after one that fails.
 */
export interface Installation {
  /** Where each file of `plan` goes, in the order in which they are put there. */
  readonly files: readonly Destination[];
  /** Prepare the machine, and judge the files before any is put in its place. */
  readonly check: readonly Step[];
  /** After the files have come into place for the first time. */
  readonly enable: readonly Step[];
  /** After changed files have come into place. */
  readonly reload: readonly Step[];
  /** For new code of the application under unchanged files; none for web servers. */
  readonly release: readonly Step[];
  /** After the former files, or the former code, have come back into place. */
  readonly rollback: readonly Step[];
  /** Before the files are taken away. */
  readonly disable: readonly Step[];
  /** After the files have been taken away. */
  readonly forget: readonly Step[];
}

/** One file of a plan, and where it is put. */
export interface Destination {
  /** As in `PlannedFile`. */
  readonly name: string;
  readonly path: string;
  readonly owner: 'root';
  readonly group: 'root';
  /** Four octal digits. */
  readonly mode: '0644' | '0755';
}

/** Something to do, by a command or, where no command could, by hand. */
export type Step =
  | { readonly kind: 'run'; readonly command: Command; readonly why: string }
  | { readonly kind: 'hand'; readonly what: string };

/** Program and arguments; never a shell line. */
export type Command = readonly [program: string, ...parameters: string[]];

/** A step that is a command. @param why what it is good for, in a few words without a full stop */
export function run(why: string, ...command: Command): Step {
  return { kind: 'run', command, why };
}

/** A step that a person takes. @param what an imperative sentence without a full stop */
export function byHand(what: string): Step {
  return { kind: 'hand', what };
}

/** The step that puts a file into its place. */
export function place({ name, path, mode }: Destination): Step {
  return run(`put ${name} into its place`, 'install', '-D', '-m', mode, name, path);
}
