import { keysOf } from '../core/pointer.ts';
import type { Unstated } from '../core/reader.ts';
import type { Layout } from '../core/target.ts';
import { type LoadedWhole, load, render } from '../deploygen.ts';
import { defaultsJson } from '../explain/defaults-json.ts';
import { defaultsText } from '../explain/defaults-text.ts';
import { type Compare, fillIn } from '../explain/filled.ts';
import { findTarget, targets } from '../targets/index.ts';
import { UsageError } from './exit-code.ts';

/** A descriptor with all its defaults, as text. @throws UsageError for a format that is a picture */
export function explainDefaults({ document, unstated }: LoadedWhole, format: string): string {
  const write = format === 'json' ? defaultsJson : defaultsText;
  if (format !== 'json' && format !== 'text') {
    throw new UsageError(`--defaults writes text (YAML) or json, not ${format}`);
  }
  const compare = comparedTo(document.value, document.path);
  return write(fillIn(document, unstated.filter(mayBeStated), compare));
}

/** Only web servers have layouts. */
function mayBeStated({ pointer }: Unstated): boolean {
  const [field, target = '', part] = keysOf(pointer);
  if (field !== 'targets' || part !== 'layout') return true;
  return findTarget(target)?.side === 'web';
}

/** Judges by what the targets really make of a descriptor, in each of their layouts. */
function comparedTo(value: unknown, path: string): Compare {
  const renderings = (changed: unknown): readonly Result[] | null => {
    const loaded = load(JSON.stringify(changed), path);
    if (!loaded.ok) return null;
    return targets.flatMap((target) => {
      const layouts: readonly (Layout | null)[] =
        target.layouts.length > 0 ? target.layouts : [null];
      return layouts.map((layout): Result => {
        const options = layout === null ? {} : { layout, stateDirectory: '/srv/state' };
        const rendering = render(loaded.deployment, target.name, options);
        return [target.name, rendering.ok ? JSON.stringify(rendering.files) : null];
      });
    });
  };
  const before = renderings(value);
  return (changed) => {
    const after = renderings(changed);
    if (after === null || before === null) return null;
    // What could not be rendered before has nothing to lose.
    const others = after.filter(([, result], index) => {
      const original = before[index]?.[1] ?? null;
      return original !== null && result !== original;
    });
    return [...new Set(others.map(([name]) => name))];
  };
}

/** Of one target in one layout; null: refused. */
type Result = readonly [target: string, files: string | null];
