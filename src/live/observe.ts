import type { Observation } from '../core/judge.ts';
import { readEcho } from './echo-responder.ts';
import { type HttpClient, type HttpRequest, headerOf, headersOf } from './http.ts';
import { APPLICATION_HEADER } from './stage.ts';

/** Asks a staged server one request and tells what became of it. */
export async function observe(client: HttpClient, request: HttpRequest): Promise<Observation> {
  const response = await client.ask(request);
  const name = headerOf(response, APPLICATION_HEADER);
  const echo = name !== null && response.body.length > 0 ? readEcho(response.body) : null;
  return {
    status: response.status,
    // Two fields are one list (RFC 9110 section 5.3), which leads nowhere.
    location: headersOf(response, 'Location').join(', ') || null,
    body: response.body.toString('latin1'),
    headers: response.headers,
    application:
      name === null
        ? null
        : { name, variables: echo?.params ?? [], bodyBytes: echo?.stdinLength ?? 0 },
  };
}
