import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Deployment } from '../../core/model.ts';
import { blame } from '../../core/place.ts';
import type { GeneratedFile } from '../../core/render.ts';

// 1.4.69 counts the server itself as one of 4096, and aborts beyond; see test/servers/lighttpd/conditions.test.ts.
const MOST_CONDITIONS = 4095;

/** Refuses more conditions than lighttpd can keep. */
export function refuseConditions(
  { name }: Deployment,
  files: readonly GeneratedFile[],
): readonly Diagnostic[] {
  const count = files.reduce((sum, { text }) => sum + (text.match(CONDITION)?.length ?? 0), 0);
  if (count <= MOST_CONDITIONS) return [];
  return [
    blame(name, {
      code: 'target-unsupported',
      message: `lighttpd keeps ${MOST_CONDITIONS} conditions, and the paths of "${name.value}" make ${count}`,
      help: 'list fewer static, denied and protected paths: a folder instead of its files',
    }),
  ];
}

const CONDITION = /^\s*(?:\}\s*)?(?:else\s*)?\$[A-Z]+\[/gm;
