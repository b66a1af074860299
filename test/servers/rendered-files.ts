import { load, render } from '../../src/deploygen.ts';

/** The files of a descriptor for one target, by name. */
export function renderedFiles(
  descriptor: object,
  target: string,
): Readonly<Record<string, string>> {
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  const rendering = loaded.ok ? render(loaded.deployment, target) : loaded;
  if (!rendering.ok) {
    throw new Error(rendering.diagnostics.map(({ message }) => message).join('\n'));
  }
  return Object.fromEntries(rendering.files.map(({ name, text }) => [name, text]));
}
