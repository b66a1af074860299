import type { Diagnostic } from '../core/diagnostic.ts';
import type { Deployment } from '../core/model.ts';
import { blame } from '../core/place.ts';

/** A process manager has a PATH and a working folder of its own: a program's name alone means something else there. */
export function refuseRelativePrograms({ applications }: Deployment): readonly Diagnostic[] {
  return applications.flatMap(({ command }) => {
    if (command === null) return [];
    const [program] = command.value;
    if (program.value.startsWith('/')) return [];
    return [
      blame(program, {
        code: 'valid-command',
        message: `program ${JSON.stringify(program.value)} is no absolute path`,
        help: 'write where it is, as in /srv/shop/venv/bin/python',
      }),
    ];
  });
}
