import type { Deployment } from './model.ts';
import type { Placed } from './place.ts';

/** Fields of a site, each with where a descriptor states it. */
export const siteFields = {
  default_server: ({ isDefaultServer }) => isDefaultServer,
  canonical_host: ({ canonicalHost }) => canonicalHost,
  tls: ({ tls }) => tls?.certificate ?? null,
  'tls.hsts': ({ tls }) => tls?.hsts?.seconds ?? null,
  acme_webroot: ({ acmeWebroot }) => acmeWebroot,
  trusted_proxies: ({ trustedProxies, name }) =>
    trustedProxies === null ? null : (trustedProxies[0] ?? name),
  encoded_slashes: ({ encodedSlashes }) =>
    encodedSlashes.value === 'reject' ? encodedSlashes : null,
  access_log: ({ accessLog }) => accessLog,
  error_log: ({ errorLog }) => errorLog,
} as const satisfies Readonly<Record<string, (deployment: Deployment) => Placed<unknown> | null>>;

export type SiteField = keyof typeof siteFields;

/** Those that a throw-away server on loopback has, too. */
const IN_STANDALONE: readonly string[] = ['trusted_proxies', 'encoded_slashes'];

/** The fields of a layout that a descriptor states: a whole site has all of them, a fragment is part of somebody else's. */
export function statedSiteFields(
  deployment: Deployment,
  isWanted: (field: SiteField) => boolean,
): readonly (readonly [field: SiteField, placed: Placed<unknown>])[] {
  return (Object.keys(siteFields) as SiteField[]).filter(isWanted).flatMap((field) => {
    const placed = siteFields[field](deployment);
    return placed === null || placed.place.isDefault ? [] : [[field, placed] as const];
  });
}

/** What a descriptor states and a throw-away server on loopback does without. */
export function leftOutOfStandalone(deployment: Deployment): readonly string[] {
  const fields = statedSiteFields(deployment, (field) => !isInStandalone(field));
  return [...(deployment.hosts.length > 0 ? ['hosts'] : []), ...fields.map(([field]) => field)];
}

export function isInStandalone(field: SiteField): boolean {
  return IN_STANDALONE.includes(field);
}
