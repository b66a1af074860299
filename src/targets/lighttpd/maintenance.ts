import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { string } from '../../dialects/lighttpd.ts';
import { optionalToken } from '../optional-token.ts';

/** lighttpd adds STATUS.html to a prefix: the page for 503 has to be called so. */
export const PAGE_NAME = /503\.html$/;

export function planMaintenance({ maintenance }: Application): Context {
  return {
    isDown: maintenance?.isActive.value === true,
    ...optionalToken(
      'pages',
      maintenance?.page ?? null,
      (page) => string`${derive(page, (path) => path.replace(PAGE_NAME, ''))}`,
    ),
  };
}
