import type { Deployment } from './model.ts';
import { hasName } from './route-site.ts';

/** Whether a URL is at an address of the site and has one of its names. */
export function isOwnUrl(deployment: Deployment, url: URL): boolean {
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  return (
    hasName(deployment, url.hostname) &&
    deployment.listen.some(({ value }) => value.port === port && value.isTls === isTls)
  );
}
