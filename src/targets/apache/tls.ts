import { hstsValue } from '../../core/hsts.ts';
import type { Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { headerValue, word } from '../../dialects/apache.ts';

/** What a virtual host with TLS says about it. */
export function planTls({ tls }: Deployment): Context {
  if (tls === null) {
    return {
      certificate: word``,
      key: word``,
      isModern: false,
      speaksHttp2: false,
      hasHsts: false,
      hsts: headerValue``,
    };
  }
  const { hsts } = tls;
  return {
    certificate: word`${tls.certificate}`,
    key: word`${tls.key}`,
    isModern: tls.profile.value === 'modern',
    speaksHttp2: tls.http2.value,
    hasHsts: hsts !== null,
    hsts: hsts === null ? headerValue`` : headerValue`${hstsValue(hsts)}`,
  };
}
