import { header } from '../../core/header.ts';
import type { Deployment } from '../../core/model.ts';
import { isRootOwned } from '../../core/owners.ts';
import type { Context, PlannedFile } from '../../core/render.ts';
import type { PlanOptions, Target } from '../../core/target.ts';
import { comment, apache as dialect, regex } from '../../dialects/apache.ts';
import { planExtra } from '../extra.ts';
import { cannotServe } from '../web-fields.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { needsDollar } from './needs-dollar.ts';
import { planOwners } from './owners.ts';
import { outsidePattern } from './patterns.ts';
import { readings } from './readings.ts';
import { findRefusals } from './refusals.ts';
import { hasLists, planServer } from './server.ts';
import { planSite } from './site.ts';

/** Apache httpd 2.4.52 and later, mod_proxy_fcgi. */
export const apache: Target = {
  name: 'apache',
  summary: 'Apache httpd: virtual host or sections for one, mod_proxy_fcgi',
  side: 'web',
  describe: () => ['mod_proxy_fcgi'],
  layouts: ['fragment', 'site', 'standalone'],
  capabilities: {
    protocols: ['fastcgi'],
    sockets: { unixPathBytes: 95, families: ['ipv4', 'ipv6', 'name'], hasLists: true },
    unsupported: [
      ...cannotServe({
        deny: 'leave it out',
        redirects: 'leave it out',
        auth: 'leave it out',
        'pass_authorization: false': 'leave it out',
        allow: 'leave it out',
        headers: 'leave it out',
        maintenance: 'leave it out',
        compress: 'leave it out',
        'static.expires': 'leave it out',
        'static.fallthrough': 'leave it out',
        'static.dotfiles': 'leave it out',
        'static.index': 'leave it out',
      }),
      {
        field: 'limits.send_timeout',
        stated: ({ limits: { sendTimeoutMilliseconds: time } }) =>
          time.place.isDefault ? [] : [time],
        instead: 'leave it out: in apache "read_timeout" holds for sending too',
      },
      {
        field: 'limits.header_buffer',
        stated: ({ limits: { headerBufferBytes: size } }) => (size.place.isDefault ? [] : [size]),
        instead: 'leave it out: apache takes response headers of up to 8 kB each',
      },
      {
        field: 'retry: idempotent',
        stated: ({ retry, sockets }) =>
          retry.value === 'idempotent' && sockets.length > 1 ? [retry] : [],
        instead:
          'leave it out: apache would repeat every method, also after the application has begun',
      },
    ],
    unsupportedSite: {
      default_server: 'leave it out',
      canonical_host: 'leave it out',
      tls: 'leave it out',
      acme_webroot: 'leave it out',
      trusted_proxies: 'leave it out',
      encoded_slashes: 'leave it out',
      access_log: 'leave it out',
      error_log: 'leave it out',
    },
    required: [],
  },
  limits,
  readings,
  refuse: findRefusals,
  plan,
  install: (deployment, { layout }) =>
    layout === 'standalone' ? null : install(deployment, layout),
};

function plan(deployment: Deployment, options: PlanOptions): readonly PlannedFile[] {
  const { layout } = options;
  const { source, command } = header(deployment, 'apache', options);
  const shared: Context = {
    source: comment`${source}`,
    command: comment`${command}`,
    hasLists: hasLists(deployment),
    needsDollar: needsDollar(deployment, options),
    owners: planOwners(deployment),
    isRootOwned: isRootOwned(deployment),
    serverExtra: planExtra(deployment.applications, 'apache.server'),
    vhostExtra: planExtra(deployment.applications, 'apache.vhost'),
    outside: regex`${outsidePattern(deployment)}`,
  };
  const own =
    layout === 'standalone'
      ? planServer(deployment, options)
      : layout === 'site'
        ? planSite(deployment)
        : {};
  return [
    {
      name: `${deployment.name.value}.apache.conf`,
      template: `apache/${layout}.apache`,
      dialect,
      context: { ...shared, ...own },
    },
  ];
}
