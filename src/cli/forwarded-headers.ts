import type { Request } from '../core/answer.ts';
import { UsageError } from './exit-code.ts';

/** What the headers of `--header` say of a request. @throws UsageError for any that decides nothing */
export function forwardedHeaders(
  headers: readonly string[],
  client: string | undefined,
): Pick<Request, 'forwarded'> {
  const forwarded: { for?: string; proto?: string } = {};
  for (const header of headers) {
    const [, name = '', value = ''] = /^([^:]*):\s*(.*?)\s*$/.exec(header) ?? [];
    const known = name.toLowerCase();
    // A second one of a list goes on where the first one ends (RFC 9110 section 5.3).
    if (known === 'x-forwarded-for') {
      forwarded.for = forwarded.for === undefined ? value : `${forwarded.for}, ${value}`;
    } else if (known === 'x-forwarded-proto') forwarded.proto = value;
    else {
      throw new UsageError(
        `--header takes "X-Forwarded-For: ADDRESS" and "X-Forwarded-Proto: https", not "${header}": nothing else of a request's headers decides who answers`,
      );
    }
  }
  if (headers.length > 0 && client === undefined) {
    throw new UsageError(
      'add --client ADDRESS to --header: forwarded headers are believed of a trusted proxy only',
    );
  }
  return headers.length === 0 ? {} : { forwarded };
}
