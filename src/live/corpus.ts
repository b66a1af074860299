import { mountTargets } from './corpus/mount-targets.ts';
import { utf8 } from './corpus/spelling.ts';
import { fileTargets, folderTargets } from './corpus/static-targets.ts';

/** What owns paths on a server, in decoded form. */
export interface Owners {
  readonly mounts: readonly string[];
  /** A folder ends in a slash, a file does not. */
  readonly statics: readonly string[];
}

/** A request target (byte string) with a name for reports. */
export interface LabelledTarget {
  /** The mount or static url that it probes, in decoded form. */
  readonly owner: string;
  readonly label: string;
  readonly target: string;
}

/**
 * Request targets that show whether a server routes and splits paths as it should: no two alike.
 * `host` stands in those of absolute form; lighttpd 1.4.69 answers 400 unless the Host header agrees.
 */
export function corpus(
  { mounts, statics }: Owners,
  host = 'host.example',
): readonly LabelledTarget[] {
  const all = [
    ...mounts.flatMap((mount) =>
      labelled(mount, mountTargets(utf8(mount.replace(/\/+$/, '')), host)),
    ),
    ...statics.flatMap((url) =>
      labelled(
        url,
        url.endsWith('/') ? folderTargets(utf8(url), host) : fileTargets(utf8(url), host),
      ),
    ),
  ];
  const unique = new Map<string, LabelledTarget>();
  for (const each of all) if (!unique.has(each.target)) unique.set(each.target, each);
  return [...unique.values()];
}

function labelled(
  owner: string,
  targets: readonly (readonly [label: string, target: string])[],
): LabelledTarget[] {
  return targets.map(([label, target]) => ({ owner, label, target }));
}
