import type { Application } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { uri, word } from '../../dialects/nginx.ts';

/** What the locations of a mount say about failure. */
export function planFailure({ name, maintenance }: Application): Context {
  if (maintenance === null) return { isDown: false, hasPage: false };
  return {
    isDown: maintenance.isActive.value,
    hasPage: true,
    page: word`${pageUri(name, maintenance.page)}`,
  };
}

/** The location of the page itself. */
export function planPage({ name, maintenance }: Application): readonly Context[] {
  if (maintenance === null) return [];
  const { page, retryAfterSeconds } = maintenance;
  return [
    {
      url: uri`${pageUri(name, page)}`,
      path: word`${page}`,
      ...(retryAfterSeconds === null
        ? { hasRetryAfter: false }
        : { hasRetryAfter: true, retryAfter: word`${retryAfterSeconds}` }),
    },
  ];
}

/** No client can ask for it, as nginx merges slashes; it ends like the page, whose media type depends on that. */
function pageUri(name: Placed<string>, page: Placed<string>): Placed<string> {
  return derive(page, (path) => {
    const extension = /\.[A-Za-z0-9]+$/.exec(path)?.[0] ?? '';
    return `//deploygen_${name.value}${extension}`;
  });
}
