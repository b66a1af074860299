import type { Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { planNetwork } from './networks.ts';

/** The proxies that are believed. */
export function planProxies({ trustedProxies }: Deployment): Context {
  const trusted = (trustedProxies ?? []).map(planNetwork);
  return { isBehindProxy: trusted.length > 0, trusted };
}
