import type { Stack } from './stack.ts';
import { stackMermaid } from './stack-mermaid.ts';
import { stackSvg } from './stack-svg.ts';
import { stackText } from './stack-text.ts';

/** The ways to draw a stack, by name. */
export const stackFormats: Readonly<Record<StackFormat, (stack: Stack) => string>> = {
  text: stackText,
  mermaid: stackMermaid,
  svg: stackSvg,
  json: (stack) => `${JSON.stringify({ version: 1, stack }, null, 2)}\n`,
};

export type StackFormat = 'text' | 'mermaid' | 'svg' | 'json';
