import type { Application, Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { condition, value, word } from '../../dialects/apache.ts';
import { planExtra } from '../extra.ts';
import { planUnsaid } from './proxies.ts';

/** What an application gets, and what it may not get, wherever requests are passed to it. */
export function planPassing(
  application: Application,
  { name, trustedProxies }: Deployment,
): Context {
  const { mount, bareMount, params, limits, passAuthorization } = application;
  const isSlash = bareMount.value === 'slash';
  return {
    isSlash,
    split: isSlash
      ? condition`%{REQUEST_URI} =~ m#(?s)^(${mount})(?:/(.*))?\z#`
      : condition`%{REQUEST_URI} =~ m#(?s)^(${mount})(/.*)?\z#`,
    params: params.map((param) => ({ name: word`${param.name}`, value: value`${param.value}` })),
    // %{HTTP:...} would add "Vary: Content-Length" to every response.
    isTooLarge: condition`req_novary('Content-Length') -gt ${limits.bodyBytes}`,
    // The bare mount leads on to the page.
    whileDown:
      bareMount.value === 'redirect'
        ? condition`%{REQUEST_URI} =~ m#(?s)^${mount}/#`
        : condition`true`,
    passesAuthorization: passAuthorization.value,
    hasProxies: trustedProxies !== null && trustedProxies.length > 0,
    // With "trusted_proxies" they are taken away for the whole site.
    unsaid: trustedProxies === null ? planUnsaid(name) : [],
    extra: planExtra([application], 'apache.location'),
  };
}
