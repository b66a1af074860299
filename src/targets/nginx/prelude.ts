import type { Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { PlanOptions } from '../../core/target.ts';
import { planExtra } from '../extra.ts';
import { planLogins } from './access.ts';
import { needsDollar } from './dollar.ts';
import { planProxies } from './proxies.ts';
import { needsAnd } from './redirects.ts';
import { needsUpstream, planUpstream } from './upstream.ts';

/** What must stand at http level: upstreams, variables, and raw text. */
export function planPrelude(deployment: Deployment, options: PlanOptions): Context {
  const { applications } = deployment;
  const lists = {
    httpExtra: planExtra(applications, 'nginx.http'),
    logins: applications.flatMap(planLogins),
    proxies: planProxies(deployment),
    upstreams: applications.filter(needsUpstream).map(planUpstream),
  };
  const flags = {
    needsDollar: needsDollar(deployment, options),
    needsUpgrade: applications.some(({ websocket }) => websocket.value),
    needsAnd: applications.some(({ redirects }) => redirects.some(needsAnd)),
  };
  const isNeeded =
    Object.values(lists).some(({ length }) => length > 0) || Object.values(flags).includes(true);
  return {
    ...lists,
    ...flags,
    hasPrelude: isNeeded,
  };
}
