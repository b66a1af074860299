import type { TemplateFile } from './core/check-template-files.ts';
import { type CompiledTemplates, customTemplates } from './core/custom-templates.ts';
import type { PlannedFile } from './core/render.ts';
import type { Layout, Target } from './core/target.ts';
import { load, render } from './deploygen.ts';
import { dialects } from './dialects/index.ts';
import { templateSources } from './generated/template-sources.ts';
import { targets } from './targets/index.ts';
import { samples } from './targets/samples.ts';

/**
 * Compiles templates of the caller's own, for the option `templates` of `render`. What the files lack comes from the built-in
 * templates. Nothing is opened.
 *
 * @param folder names them in the command that the generated files show
 */
export function compileTemplates(
  files: readonly TemplateFile[],
  folder: string,
): CompiledTemplates {
  plans ??= samplePlans(targets);
  return customTemplates(files, folder, { dialects, sources: templateSources, plans });
}

// The same for everybody; to make them is most of the work.
let plans: readonly PlannedFile[] | undefined;

/** Every file that these targets plan for the samples, in every layout. */
export function samplePlans(planners: readonly Target[]): readonly PlannedFile[] {
  const deployments = samples.map((source) => {
    const loaded = load(source, 'sample.yaml');
    if (loaded.ok) return loaded.deployment;
    throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  });
  return planners.flatMap((target) => {
    const layouts: readonly Layout[] = target.layouts.length > 0 ? target.layouts : ['fragment'];
    return layouts.flatMap((layout) =>
      deployments
        .map((deployment) => ({ deployment, plan: toPlan(layout) }))
        .filter(({ deployment }) => render(deployment, target.name, toPlan(layout)).ok)
        .flatMap(({ deployment, plan }) => target.plan(deployment, plan)),
    );
  });
}

function toPlan(layout: Layout) {
  return { layout, listen: { host: '127.0.0.1', port: 8080 }, stateDirectory: '/srv/state' };
}
