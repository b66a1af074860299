import type { App as StatedApp } from '../generated/descriptor.ts';
import type { Diagnostic } from './diagnostic.ts';
import { blame, derive, type Placed } from './place.ts';
import type { App, WsgiServer } from './process.ts';
import type { Reader } from './reader.ts';

/** The `app` of an application: each kind needs fields of its own, and has no others. */
export function toApp(
  stated: StatedApp | undefined,
  parent: Reader,
  report: (problem: Diagnostic) => void,
): Placed<App> | null {
  if (stated === undefined) return null;
  const fields = parent.within('app');
  const kind = fields.at('kind', stated.kind);
  const needed = stated.kind === 'wsgi' ? 'module' : 'script';
  if (stated[needed] === undefined) {
    report(
      blame(kind, {
        code: 'valid-app',
        message: `an app of kind "${stated.kind}" needs "${needed}"`,
        help: HELP[stated.kind],
      }),
    );
    return null;
  }
  for (const field of ['module', 'server', 'virtualenv', 'script'] as const) {
    if (stated[field] === undefined || (field === 'script') === (needed === 'script')) continue;
    report(
      blame(fields.key(field), {
        code: 'valid-app',
        message: `an app of kind "${stated.kind}" has no "${field}"`,
        help: `leave it out: ${HELP[stated.kind]}`,
      }),
    );
  }
  return parent.at('app', stated.kind === 'wsgi' ? wsgi(stated, fields) : script(stated, fields));
}

function wsgi(stated: StatedApp, fields: Reader): App {
  const module = fields.at('module', stated.module ?? '');
  return {
    kind: 'wsgi',
    server: fields.withDefault<WsgiServer>('server', stated.server, 'uwsgi'),
    module: derive(module, (name) => name.split(':')[0] ?? ''),
    callable: derive(module, (name) => name.split(':')[1] ?? 'application'),
    virtualenv: fields.optional('virtualenv', stated.virtualenv),
    program: fields.optional('program', stated.program),
  };
}

function script({ kind, script: path = '', program }: StatedApp, fields: Reader): App {
  if (kind === 'wsgi') throw new TypeError('an app of wsgi has a module');
  return { kind, script: fields.at('script', path), program: fields.optional('program', program) };
}

const HELP = {
  wsgi: 'its module is like "shop.wsgi" or "shop:app"',
  psgi: 'its script is the path of the .psgi file',
  php: 'its script is the path of the file that answers every request, such as index.php',
  cgi: 'its script is the path of the program that answers every request',
} as const;
