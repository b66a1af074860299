import type { Application } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { plain } from '../../dialects/nginx.ts';

/** What is compressed on its way; text/html always is, and nginx warns where it is named. */
export function planCompression({ compress }: Application): Context {
  const types = compress.filter(({ value }) => value !== 'text/html');
  return {
    compresses: compress.length > 0,
    hasCompressedTypes: types.length > 0,
    compressedTypes: types.map((type) => plain`${type}`),
  };
}
