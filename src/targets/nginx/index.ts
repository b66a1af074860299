import { areas } from '../../core/areas.ts';
import { header } from '../../core/header.ts';
import { DEFAULT_MEDIA_TYPE, MEDIA_TYPES } from '../../core/media-types.ts';
import type { Deployment } from '../../core/model.ts';
import { isRootOwned } from '../../core/owners.ts';
import type { Context, PlannedFile } from '../../core/render.ts';
import type { PlanOptions, Target } from '../../core/target.ts';
import { comment, nginx as dialect, mediaType, plain, word } from '../../dialects/nginx.ts';
import { planExtra } from '../extra.ts';
import { bracketed } from './bracketed.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { planApplication } from './locations.ts';
import { planPrelude } from './prelude.ts';
import { planTrusted } from './proxies.ts';
import { readings } from './readings.ts';
import { findRefusals } from './refusals.ts';
import { planSite } from './site.ts';

/** nginx 1.18 and later. */
export const nginx: Target = {
  name: 'nginx',
  summary: 'nginx: server or location blocks, FastCGI or HTTP',
  side: 'web',
  describe: ({ protocol }) => [MODULES[protocol.value]],
  layouts: ['fragment', 'site', 'standalone'],
  capabilities: {
    protocols: ['fastcgi', 'http'],
    sockets: { unixPathBytes: 107, families: ['ipv4', 'ipv6', 'name'], hasLists: true },
    unsupported: [],
    unsupportedSite: {
      encoded_slashes: 'leave it out: nginx looks at paths when they are decoded already',
    },
    required: [],
  },
  neighbours: {
    isAnywhere: false,
    covered: null,
    repeated: 'ignores it in the file that it reads last',
    twoDefaults: 'does not start',
  },
  limits,
  readings,
  refuse: findRefusals,
  plan,
  install: (deployment, options) =>
    options.layout === 'standalone' ? null : install(deployment, plan(deployment, options)),
};

const MODULES = { fastcgi: 'ngx_http_fastcgi_module', http: 'ngx_http_proxy_module' } as const;

function plan(deployment: Deployment, options: PlanOptions): readonly PlannedFile[] {
  const { layout } = options;
  const name = deployment.name.value;
  const all = areas(deployment);
  const shared: Context = {
    ...headerTokens(deployment, options),
    ...planPrelude(deployment, options),
    ...planTrusted(deployment),
    applications: deployment.applications.map((application) =>
      planApplication(application, all, deployment),
    ),
    isRootOwned: isRootOwned(deployment),
    serverExtra: planExtra(deployment.applications, 'nginx.server'),
  };
  if (layout === 'standalone') {
    const context = { ...shared, ...standaloneContext(deployment, options) };
    return [{ name: `${name}.conf`, template: 'nginx/standalone.nginx', dialect, context }];
  }
  if (layout === 'site') {
    const context = { ...shared, ...planSite(deployment) };
    return [{ name: `${name}.conf`, template: 'nginx/site.nginx', dialect, context }];
  }
  const fragment: PlannedFile = {
    name: `${name}.locations.conf`,
    template: 'nginx/fragment.nginx',
    dialect,
    context: shared,
  };
  if (!shared.hasPrelude) return [fragment];
  return [
    { name: `${name}.http.conf`, template: 'nginx/http.nginx', dialect, context: shared },
    fragment,
  ];
}

function headerTokens(deployment: Deployment, options: PlanOptions): Context {
  const { source, command } = header(deployment, 'nginx', options);
  return { source: comment`${source}`, command: comment`${command}` };
}

function standaloneContext(
  { name: { place }, webUser, webGroup }: Deployment,
  { listen, stateDirectory }: PlanOptions,
): Context {
  const directory = { value: stateDirectory, place };
  const host = { value: bracketed(listen.host), place };
  const port = { value: listen.port, place };
  return {
    listen: plain`${host}:${port}`,
    webUser: plain`${webUser}`,
    webGroup: plain`${webGroup}`,
    pid: plain`${directory}/nginx.pid`,
    errorLog: plain`${directory}/error.log`,
    accessLog: word`${directory}/access.log`,
    clientBodyTemp: plain`${directory}/client_body_temp`,
    fastcgiTemp: plain`${directory}/fastcgi_temp`,
    proxyTemp: plain`${directory}/proxy_temp`,
    scgiTemp: plain`${directory}/scgi_temp`,
    uwsgiTemp: plain`${directory}/uwsgi_temp`,
    defaultType: plain`${{ value: DEFAULT_MEDIA_TYPE, place }}`,
    types: MEDIA_TYPES.map(([type, ...extensions]) => ({
      type: mediaType`${{ value: type, place }}`,
      extensions: extensions.map((extension) => plain`${{ value: extension, place }}`),
    })),
  };
}
