import type { Diagnostic } from './diagnostic.ts';
import type { Protocol } from './model.ts';
import { blame, derive, type Placed } from './place.ts';
import type { ProcessSettings } from './process.ts';
import type { Reader } from './reader.ts';

/** What is spoken on the socket: the app's server decides, where there is one that speaks one protocol only. */
export function toProtocol(
  stated: Placed<Protocol> | null,
  { fields, processes: { app } }: { readonly fields: Reader; readonly processes: ProcessSettings },
  report: (problem: Diagnostic) => void,
): Placed<Protocol> {
  if (app === null) return stated ?? fields.withDefault<Protocol>('protocol', undefined, 'fastcgi');
  const isHttp = app.value.kind === 'wsgi' && app.value.server.value === 'gunicorn';
  const own: Protocol = isHttp ? 'http' : 'fastcgi';
  if (stated !== null && stated.value !== own) {
    report(
      blame(stated, {
        code: 'valid-app',
        message: `what serves this app speaks ${own}, not ${stated.value}`,
        help: `leave "protocol" out, or write "${own}"`,
      }),
    );
  }
  if (stated !== null) return stated;
  fields.following<Protocol>('protocol', undefined, { from: 'app', value: own });
  return derive(app, () => own);
}
