import type { Diagnostic } from './core/diagnostic.ts';
import type { Deployment } from './core/model.ts';
import { blame, type Placed } from './core/place.ts';
import type { Neighbours } from './core/target.ts';

interface Server {
  readonly name: string;
  readonly neighbours: Neighbours;
}

/** A name of a site. */
interface Claim {
  readonly site: Deployment;
  readonly host: Placed<string>;
}

/** By name, in the order of the descriptors. */
type Claims = ReadonlyMap<string, readonly Claim[]>;

/** What sites of one server claim of each other, at the same address. */
export function lintSites(sites: readonly Deployment[], server: Server): readonly Diagnostic[] {
  const all = sites.flatMap((site) => site.hosts.map((host): Claim => ({ site, host })));
  const claims = collect(all, ({ host }) => [host.value]);
  const defaults = sites.filter(({ isDefaultServer }) => isDefaultServer.value);
  const owners = collect(defaults, addressesOf);
  return [
    ...all.flatMap((claim) => [
      ...lintRepeated(claim, claims, server),
      ...lintCovered(claim, claims, server),
    ]),
    ...defaults.flatMap((site) => lintDefault(site, owners, server)),
  ];
}

function lintRepeated(
  claim: Claim,
  claims: Claims,
  { name, neighbours }: Server,
): readonly Diagnostic[] {
  const { site, host } = claim;
  const first = claims.get(host.value)?.find((other) => meet(other.site, site, neighbours));
  if (first === undefined || first.site === site) return [];
  const message = `host "${host.value}" is one of ${first.host.place.path}, too: ${name} ${neighbours.repeated}`;
  const help = 'leave it in one of them, if both are for one server';
  return [{ ...blame(host, { code: 'target-repeated-host', message, help }), severity: 'warning' }];
}

function lintCovered(
  claim: Claim,
  claims: Claims,
  { name, neighbours }: Server,
): readonly Diagnostic[] {
  const { covered } = neighbours;
  if (covered === null) return [];
  const { site, host } = claim;
  const wildcards = patternsOver(host.value)
    .flatMap((pattern) => claims.get(pattern) ?? [])
    .filter((other) => meet(other.site, site, neighbours))
    // Who has the name itself is told of that.
    .filter((other) => !other.site.hosts.some(({ value }) => value === host.value))
    .filter((other) => !covered.isLaterFine || fileOf(other.site) < fileOf(site));
  return wildcards.map((wildcard) => {
    const message = `host "${wildcard.host.value}" covers "${host.value}" of ${host.place.path}, for which ${name} ${covered.why}`;
    const later = `give this site a name after "${site.name.value}", as files are read in the order of their names, or `;
    const help = `${covered.isLaterFine ? later : ''}list its hosts in place of the wildcard, if both are for one server`;
    const problem = { code: 'target-covered-host', message, help };
    return { ...blame(wildcard.host, problem), severity: 'warning' };
  });
}

function lintDefault(
  site: Deployment,
  owners: ReadonlyMap<string, readonly Deployment[]>,
  { name, neighbours: { twoDefaults } }: Server,
): readonly Diagnostic[] {
  if (twoDefaults === null) return [];
  const [first] = addressesOf(site).flatMap((address) => owners.get(address)?.slice(0, 1) ?? []);
  if (first === undefined || first === site) return [];
  const { path } = first.isDefaultServer.place;
  const message = `default_server is said by ${path} for the same address, too: ${name} ${twoDefaults}`;
  const help = 'leave it out of one of them, or lint the descriptors of each server for themselves';
  return [blame(site.isDefaultServer, { code: 'target-two-defaults', message, help })];
}

/** The wildcards that cover a name, or a narrower wildcard. */
function patternsOver(host: string): readonly string[] {
  const labels = host.replace(/^\*\./, '').split('.').slice(1);
  return labels.map((_, index) => `*.${labels.slice(index).join('.')}`);
}

/** Whether a request can be for both. */
function meet(one: Deployment, other: Deployment, { isAnywhere }: Neighbours): boolean {
  if (isAnywhere && [one, other].some(({ listen }) => listen.every(({ place }) => place.isDefault)))
    return true;
  const addresses = addressesOf(one);
  return addressesOf(other).some((address) => addresses.includes(address));
}

function addressesOf({ listen }: Deployment): readonly string[] {
  return listen.map(({ value: { host, port } }) => `${host ?? '*'}:${port}`);
}

/** What orders the files: after the name comes a full stop. */
function fileOf({ name }: Deployment): string {
  return `${name.value}.`;
}

function collect<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const collected = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const known = collected.get(key);
      if (known === undefined) collected.set(key, [item]);
      else known.push(item);
    }
  }
  return collected;
}
