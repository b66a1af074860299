import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Application } from '../../core/model.ts';
import { blame } from '../../core/place.ts';

/** gunicorn 20.1 cuts SCRIPT_NAME off before it decodes the path. */
export function refuseEncodedMount({ mount }: Application): readonly Diagnostic[] {
  if (encodeURI(mount.value) === mount.value) return [];
  return [
    blame(mount, {
      code: 'target-inexpressible',
      message: `gunicorn cannot have the mount ${JSON.stringify(mount.value)}: it looks for it in the encoded path`,
      help: 'use letters, digits, "-" and "_", or the server "uwsgi"',
    }),
  ];
}
