import { bracketed } from '../../core/address.ts';
import { header } from '../../core/header.ts';
import { DEFAULT_MEDIA_TYPE, MEDIA_TYPES } from '../../core/media-types.ts';
import type { Deployment } from '../../core/model.ts';
import { isRootOwned } from '../../core/owners.ts';
import type { Placed } from '../../core/place.ts';
import type { Context, PlannedFile } from '../../core/render.ts';
import type { PlanOptions, Target } from '../../core/target.ts';
import { comment, lighttpd as dialect, integer, string } from '../../dialects/lighttpd.ts';
import { planExtra } from '../extra.ts';
import { planBranches } from './branches.ts';
import { refuseConditions } from './conditions.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { planModules } from './modules.ts';
import { planProxies } from './proxies.ts';
import { readings } from './readings.ts';
import { findRefusals } from './refusals.ts';
import { hasEntrance, planEntrance, planSite } from './site.ts';

/** lighttpd 1.4.65 and later. */
export const lighttpd: Target = {
  name: 'lighttpd',
  summary: 'lighttpd: one chain of conditions, FastCGI or HTTP',
  side: 'web',
  describe: ({ protocol }) => [MODULES[protocol.value]],
  layouts: ['fragment', 'site', 'standalone'],
  capabilities: {
    protocols: ['fastcgi', 'http'],
    sockets: { unixPathBytes: 105, families: ['ipv4', 'ipv6', 'name'], hasLists: true },
    unsupported: [
      {
        field: 'limits.header_buffer',
        stated: ({ limits: { headerBufferBytes } }) =>
          headerBufferBytes.place.isDefault ? [] : [headerBufferBytes],
        instead: 'leave it out: lighttpd takes response headers of up to 64 kB',
      },
      {
        field: 'retry: idempotent',
        stated: ({ retry }) => (retry.value === 'idempotent' ? [retry] : []),
        instead:
          'leave it out: lighttpd asks another socket only where no connection could be made',
      },
    ],
    required: [],
  },
  entangles: 'the file that is included later has both',
  neighbours: {
    isAnywhere: true,
    covered: { why: 'does what both files say', isLaterFine: false },
    repeated: 'does what both files say, or does not start',
    twoDefaults: null,
  },
  limits,
  readings,
  refuse: findRefusals,
  refuseText: refuseConditions,
  plan,
  install: (deployment, { layout }) => (layout === 'standalone' ? null : install(deployment)),
};

const MODULES = { fastcgi: 'mod_fastcgi', http: 'mod_proxy' } as const;

function plan(deployment: Deployment, options: PlanOptions): readonly PlannedFile[] {
  const { layout } = options;
  const name = deployment.name.value;
  const { source, command } = header(deployment, 'lighttpd', options);
  const shared: Context = {
    source: comment`${source}`,
    command: comment`${command}`,
    ...planModules(deployment, layout),
    branches: planBranches(deployment, {
      layout,
      goesOn: layout === 'site' && hasEntrance(deployment),
    }),
    isRootOwned: isRootOwned(deployment),
    serverExtra: planExtra(deployment.applications, 'lighttpd.server'),
    answersAnyHost: layout !== 'site',
  };
  if (layout === 'standalone') {
    const context = {
      ...shared,
      ...planProxies(deployment),
      ...planServer(deployment.name, options),
    };
    return [{ name: `${name}.conf`, template: 'lighttpd/standalone.lighttpd', dialect, context }];
  }
  const context =
    layout === 'site' ? planSite(deployment, { ...shared, ...planEntrance(deployment) }) : shared;
  const template = `lighttpd/${layout}.lighttpd`;
  return [{ name: `${name}.lighttpd.conf`, template, dialect, context }];
}

function planServer({ place }: Placed<string>, { listen, stateDirectory }: PlanOptions): Context {
  const directory = { value: stateDirectory, place };
  const text = (value: string): Placed<string> => ({ value, place });
  return {
    bind: string`${text(bracketed(listen.host))}`,
    port: integer`${{ value: listen.port, place }}`,
    pid: string`${directory}/lighttpd.pid`,
    errorLog: string`${directory}/error.log`,
    accessLog: string`${directory}/access.log`,
    uploads: string`${directory}/`,
    types: MEDIA_TYPES.flatMap(([type, ...extensions]) =>
      extensions.map((extension) => ({
        extension: string`.${text(extension)}`,
        type: string`${text(type)}`,
      })),
    ),
    defaultType: string`${text(DEFAULT_MEDIA_TYPE)}`,
  };
}
