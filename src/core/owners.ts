import type { Diagnostic } from './diagnostic.ts';
import type { Application, Deployment, Static } from './model.ts';
import { blame, type Placed } from './place.ts';

/** Who answers a path: an application under its mount, or a static folder or file. */
export type Owner =
  | {
      readonly kind: 'application';
      readonly application: Application;
      readonly url: Placed<string>;
    }
  | {
      readonly kind: 'static';
      readonly application: Application;
      readonly static: Static;
      readonly url: Placed<string>;
    };

/** Every owner of a deployment, the longest path first: the first that a path belongs to is the one that answers it. */
export function owners({ applications }: Pick<Deployment, 'applications'>): readonly Owner[] {
  const all = applications.flatMap((application): Owner[] => [
    { kind: 'application', application, url: application.mount },
    ...application.statics.map((entry) => staticOwner(application, entry)),
  ]);
  return all.sort(
    (a, b) => b.url.value.length - a.url.value.length || (a.url.value < b.url.value ? -1 : 1),
  );
}

/** Whether an application or a static folder owns the root, which leaves nothing outside. */
export function isRootOwned(deployment: Pick<Deployment, 'applications'>): boolean {
  return owners(deployment).some(({ url }) => url.value === '' || url.value === '/');
}

/** Owners that a server could not keep apart: equal paths, or equal but for the case of ASCII letters (some servers merge those). */
export function checkOwners(
  { applications }: Pick<Deployment, 'applications'>,
  report: (problem: Diagnostic) => void,
): void {
  const taken = new Map<string, Owner>();
  for (const application of applications) {
    const mine: readonly Owner[] = [
      { kind: 'application', application, url: application.mount },
      ...application.statics.map((entry) => staticOwner(application, entry)),
    ];
    for (const owner of mine) {
      const slots = slotsOf(owner);
      const other = slots.map((slot) => taken.get(slot)).find((found) => found !== undefined);
      if (other !== undefined) report(conflict(owner, other));
      for (const slot of slots) taken.set(slot, taken.get(slot) ?? owner);
    }
  }
}

function staticOwner(application: Application, entry: Static): Owner {
  return { kind: 'static', application, static: entry, url: entry.url };
}

/** A mount owns itself and what is below it, a file itself, a folder (it ends in a slash) what is below it. */
function slotsOf({ kind, url }: Owner): readonly string[] {
  const path = url.value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return kind === 'application' ? [path, `${path}/`] : [path];
}

function conflict(owner: Owner, other: Owner): Diagnostic {
  const isSame = owner.url.value.replace(/\/$/, '') === other.url.value.replace(/\/$/, '');
  const relation = isSame ? 'is the same path as' : 'differs only in case from';
  return blame(owner.url, {
    code: 'unique-path',
    message: `${describe(owner)} ${relation} ${describe(other)}${ofOther(owner, other)}`,
    help: isSame
      ? 'give each application and static entry a path of its own'
      : 'choose paths that differ in more than case: some servers take them for one',
  });
}

function ofOther({ application }: Owner, other: Owner): string {
  return application === other.application ? '' : ` of "${other.application.name.value}"`;
}

function describe(owner: Owner): string {
  const what = owner.kind === 'application' ? 'mount' : 'static URL';
  return `${what} "${owner.url.value === '' ? '/' : owner.url.value}"`;
}
