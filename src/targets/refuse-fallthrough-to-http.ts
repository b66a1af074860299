import type { Diagnostic } from '../core/diagnostic.ts';
import type { Application } from '../core/model.ts';
import { unsupported } from './unsupported.ts';

/** For a target that passes on what falls through in ways that are measured for FastCGI only. */
export function refuseFallthroughToHttp(
  target: string,
  { protocol, statics }: Application,
): readonly Diagnostic[] {
  if (protocol.value !== 'http') return [];
  return statics
    .filter(({ fallthrough }) => fallthrough.value)
    .map(({ fallthrough, url }) => {
      const message = `${target} cannot let "${url.value}" fall through to an application over http`;
      return unsupported(
        fallthrough,
        message,
        'leave "fallthrough" out, or use "protocol: fastcgi"',
      );
    });
}
