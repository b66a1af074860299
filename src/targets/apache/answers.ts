import type { Application } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { headerValue, value, word } from '../../dialects/apache.ts';

/** What every answer for an application has: headers, compression, and the page in its place. */
export function planAnswers({ headers, compress, maintenance }: Application): Context {
  return {
    headers: headers.map((header) => ({
      name: word`${header.name}`,
      value: headerValue`${header.value}`,
    })),
    compresses: compress.length > 0,
    types: compress.map((type) => word`${type}`),
    hasPage: maintenance !== null,
    ...(maintenance === null
      ? { page: value``, isDown: false, hasRetryAfter: false, retryAfter: headerValue`` }
      : {
          page: value`%{file:${maintenance.page}}`,
          isDown: maintenance.isActive.value,
          hasRetryAfter: maintenance.retryAfterSeconds !== null,
          retryAfter:
            maintenance.retryAfterSeconds === null
              ? headerValue``
              : headerValue`${maintenance.retryAfterSeconds}`,
        }),
  };
}
