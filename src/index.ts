export type { Answer, Request } from './core/answer.ts';
export type { Change } from './core/change.ts';
export type { TemplateFile } from './core/check-template-files.ts';
export type { CompiledTemplates } from './core/custom-templates.ts';
export type { Diagnostic, Position, Range, Severity } from './core/diagnostic.ts';
export type { Command, Destination, Installation, Step } from './core/installation.ts';
export type { Application, Deployment } from './core/model.ts';
export type { CustomTemplates, GeneratedFile } from './core/render.ts';
export { route } from './core/route.ts';
export type { Finding, Rule } from './core/rule.ts';
export type { Layout, Limit, Target } from './core/target.ts';
export { compileTemplates } from './custom-templates.ts';
export {
  installation,
  type Loaded,
  load,
  type Rendering,
  type RenderOptions,
  render,
} from './deploygen.ts';
export type { Descriptor } from './generated/descriptor.ts';
export { lint } from './lint.ts';
export { rules } from './rules/index.ts';
export { targets } from './targets/index.ts';
