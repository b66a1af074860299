import type { Dialect } from '../../src/core/dialect.ts';
import { precompile } from '../../src/core/precompile.ts';
import type { Program } from '../../src/core/program.ts';
import { TemplateError } from '../../src/core/template-error.ts';

/** The kinds at the last interpolation of a template; undefined: there is none, or it may not stand there. */
export function lastKinds(dialect: Dialect, template: string): readonly string[] | undefined {
  try {
    return kindsOf(precompile('t/a', dialect, () => template)).at(-1);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

function kindsOf(program: Program): readonly (readonly string[])[] {
  return program.flatMap((step) => {
    if (typeof step === 'string') return [];
    return 'kinds' in step ? [step.kinds] : kindsOf([...step.body, ...step.otherwise]);
  });
}
