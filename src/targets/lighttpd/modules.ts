import type { Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { Layout } from '../../core/target.ts';

/** Modules that not every deployment needs. */
export function planModules(deployment: Deployment, layout: Layout): Context {
  const { applications, trustedProxies, tls, accessLog } = deployment;
  return {
    speaksHttp: speaksHttp(deployment),
    needsTls: layout === 'site' && tls !== null,
    needsExtforward: (trustedProxies ?? []).length > 0,
    needsAuth: applications.some(({ auth }) => auth !== null),
    needsRewrite: applications.some(({ statics }) =>
      statics.some(({ fallthrough }) => fallthrough.value),
    ),
    needsExpire: applications.some(({ statics }) =>
      statics.some(({ expiresSeconds }) => expiresSeconds !== null),
    ),
    needsDeflate: applications.some(({ compress }) => compress.length > 0),
    needsAccessLog: layout === 'standalone' || (layout === 'site' && accessLog !== null),
  };
}

export function speaksHttp({ applications }: Deployment): boolean {
  return applications.some(({ protocol }) => protocol.value === 'http');
}
