import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Deployment } from '../../core/model.ts';
import { blame } from '../../core/place.ts';

/** What nginx can't do with values that it has fields for. */
export function findRefusals({ applications }: Deployment): readonly Diagnostic[] {
  return applications
    .map(({ limits }) => limits.headerBufferBytes)
    .filter(({ value }) => value > LARGEST_HEADER_BUFFER)
    .map((size) =>
      blame(size, {
        code: 'target-unsupported',
        message: 'nginx takes at most 1g as "header_buffer"',
        help: 'write a smaller size, such as 32k',
      }),
    );
}

// nginx 1.22: no buffer may be larger than fastcgi_max_temp_file_size, which is 1024m.
const LARGEST_HEADER_BUFFER = 1024 ** 3;
