import type { Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { plain } from '../../dialects/nginx.ts';
import { isSince } from './version.ts';

/** What every server with TLS says about it; of servers that share an address, the default one's protocols count. */
export function planTls(deployment: Deployment): Context {
  const { tls } = deployment;
  if (tls === null) return { hasTls: false, rejectsHandshakes: false };
  return {
    hasTls: true,
    certificate: plain`${tls.certificate}`,
    key: plain`${tls.key}`,
    isModern: tls.profile.value === 'modern',
    // One for each descriptor: servers that share a zone resume each other's sessions.
    sessionCache: plain`shared:deploygen_${deployment.name}:10m`,
    // From 1.23.2 on nginx renews the keys of tickets.
    renewsTickets: isSince('1.23.2', deployment),
    turnsHttp2On: tls.http2.value && speaksHttp2(deployment),
    rejectsHandshakes: isSince('1.19.4', deployment),
  };
}

/** Whether `http2 on` is there, which takes the place of a word after `listen`. */
export function speaksHttp2(deployment: Deployment): boolean {
  return isSince('1.25.1', deployment);
}
