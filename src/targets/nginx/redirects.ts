import type { Context } from '../../core/render.ts';
import type { Redirect } from '../../core/site.ts';
import type { Token } from '../../core/token.ts';
import { uri, word } from '../../dialects/nginx.ts';

export function planRedirect(redirect: Redirect): Context {
  const { from, status } = redirect;
  return { url: uri`${from}`, status: word`${status}`, target: targetOf(redirect) };
}

/** Whether the query of a request follows one of the target's own. */
export function needsAnd({ to }: Redirect): boolean {
  return to.value.includes('?');
}

function targetOf(redirect: Redirect): Token {
  const { to } = redirect;
  return needsAnd(redirect) ? word`${to}$deploygen_and$args` : word`${to}$is_args$args`;
}
