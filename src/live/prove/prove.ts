import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Deployment } from '../../core/model.ts';
import { leftOutOfStandalone } from '../../core/site-fields.ts';
import type { Target } from '../../core/target.ts';
import { render } from '../../deploygen.ts';
import type { WebServer } from '../web-server.ts';
import { type ExamineOptions, examine } from './examine.ts';
import type { Finding } from './verdict.ts';

/** What became of a deployment on one web server. */
export type Proof =
  | {
      readonly kind: 'asked';
      readonly server: string;
      readonly version: string;
      /** Fields that a server on loopback does without. */
      readonly leftOut: readonly string[];
      readonly findings: readonly Finding[];
    }
  /** The target cannot express this descriptor. */
  | {
      readonly kind: 'refused';
      readonly server: string;
      readonly diagnostics: readonly Diagnostic[];
    };

/** Proves a deployment on one installed web server. */
export async function prove(
  deployment: Deployment,
  server: { readonly target: Target; readonly webServer: WebServer },
  options: ExamineOptions,
): Promise<Proof> {
  const { name } = server.target;
  const { templates } = options;
  const rendering = render(deployment, name, {
    ...(templates === undefined ? {} : { templates }),
    layout: 'standalone',
    stateDirectory: '/srv/state',
  });
  if (!rendering.ok) return { kind: 'refused', server: name, diagnostics: rendering.diagnostics };
  const version = await server.webServer.version();
  return {
    kind: 'asked',
    server: name,
    version,
    leftOut: leftOutOfStandalone(deployment),
    findings: await examine(deployment, server, options),
  };
}
