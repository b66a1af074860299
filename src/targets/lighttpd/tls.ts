import type { Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { string } from '../../dialects/lighttpd.ts';

/** What a site says about TLS, at its addresses and by its names. */
export function planTls({ tls }: Deployment): Context {
  if (tls === null) return { hasTls: false };
  return {
    hasTls: true,
    certificate: string`${tls.certificate}`,
    privateKey: string`${tls.key}`,
    isModern: tls.profile.value === 'modern',
  };
}
