import { isOwnUrl } from '../core/own-url.ts';
import type { Rule } from '../core/rule.ts';

export const noRedirectToPlainHttp: Rule = {
  code: 'no-redirect-to-plain-http',
  severity: 'warning',
  summary: 'a redirect of a site with TLS to its own plain HTTP',
  check(deployment, report) {
    if (deployment.tls === null) return;
    for (const { to } of deployment.applications.flatMap(({ redirects }) => redirects)) {
      if (!to.value.startsWith('http://')) continue;
      const url = new URL(to.value);
      if (!isOwnUrl(deployment, url)) continue;
      report({
        at: to,
        message: `"${to.value}" leads out of TLS: the next request, with its query, can be read on its way`,
        help: `write "${url.pathname}${url.search}", which keeps scheme and name`,
      });
    }
  },
};
