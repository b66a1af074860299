import { header } from '../../core/header.ts';
import type { Deployment } from '../../core/model.ts';
import { isRootOwned } from '../../core/owners.ts';
import type { Context, PlannedFile } from '../../core/render.ts';
import type { Layout, PlanOptions, Target } from '../../core/target.ts';
import { comment, apache as dialect, regex } from '../../dialects/apache.ts';
import { planExtra } from '../extra.ts';
import { planAreas } from './areas.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { extraModules, proxyModule, proxyModules } from './modules.ts';
import { needsDollar } from './needs-dollar.ts';
import { outsidePattern } from './patterns.ts';
import { planProxies } from './proxies.ts';
import { readings } from './readings.ts';
import { findRefusals } from './refusals.ts';
import { hasLists, planServer } from './server.ts';
import { planSite } from './site.ts';
import { siteAreas } from './site-areas.ts';

/** Apache httpd 2.4.52 and later. */
export const apache: Target = {
  name: 'apache',
  summary: 'Apache httpd: virtual host or sections for one, mod_proxy_fcgi or _http',
  side: 'web',
  describe: ({ protocol }) => [`mod_${proxyModule(protocol.value)}`],
  layouts: ['fragment', 'site', 'standalone'],
  capabilities: {
    protocols: ['fastcgi', 'http'],
    sockets: { unixPathBytes: 95, families: ['ipv4', 'ipv6', 'name'], hasLists: true },
    unsupported: [
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
    required: [],
  },
  entangles: 'params and limits.body of the outer one hold in the inner one, too',
  neighbours: {
    isAnywhere: false,
    covered: { why: 'answers as the file that it reads first says', isLaterFine: true },
    repeated: 'answers as the file that it reads first says',
    twoDefaults: null,
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
  const all = siteAreas(deployment, layout);
  const planned = planAreas(deployment, all);
  const hasChallenges = layout === 'site' && deployment.acmeWebroot !== null;
  const { source, command } = header(deployment, 'apache', options);
  const shared: Context = {
    source: comment`${source}`,
    command: comment`${command}`,
    hasLists: hasLists(deployment),
    needed: comment`${needed(deployment, layout)}`,
    ...planProxies(deployment),
    needsDollar: needsDollar(deployment, options),
    speaksHttp: deployment.applications.some(({ protocol }) => protocol.value === 'http'),
    areas: planned,
    challenges: hasChallenges ? planned.slice(0, 1) : [],
    decodesSlashes: deployment.encodedSlashes.value === 'decode',
    isRootOwned: isRootOwned(deployment),
    serverExtra: planExtra(deployment.applications, 'apache.server'),
    vhostExtra: planExtra(deployment.applications, 'apache.vhost'),
    outside: regex`${outsidePattern(all)}`,
  };
  const own =
    layout === 'standalone'
      ? planServer(deployment, options)
      : layout === 'site'
        ? planSite(deployment, shared)
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

/** The modules that the file needs, in words. */
function needed(deployment: Deployment, layout: Layout) {
  const all = [
    ...['alias', 'dir', 'setenvif', ...proxyModules(deployment)],
    ...extraModules(deployment, layout),
  ];
  const last = all.at(-1);
  return { ...deployment.name, value: `${all.slice(0, -1).join(', ')} and ${last}` };
}
