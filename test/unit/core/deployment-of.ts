import type { Deployment } from '../../../src/core/model.ts';
import { load } from '../../../src/deploygen.ts';

/** The deployment of a descriptor that has to be sound, as YAML or as a value. */
export function deploymentOf(descriptor: string | object): Deployment {
  const text = typeof descriptor === 'string' ? descriptor : JSON.stringify(descriptor);
  const loaded = load(text, 'deploy.yaml');
  if (loaded.ok) return loaded.deployment;
  throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
}
