import type { TemplateSpan } from './template-error.ts';

/** A compiled template: what to write, in order. */
export type Program = readonly Step[];

/** Constant text, or what depends on the context. */
export type Step = string | Interpolation | Block;

export interface Interpolation {
  readonly path: Path;
  /** The kinds of token that may stand here. */
  readonly kinds: readonly string[];
  /** Of raw text, which may have several lines: how far each is indented. */
  readonly indent?: number;
  /** Where the path stands; the built-in templates are proved, and do without. */
  readonly at?: TemplateSpan;
}

export interface Block {
  readonly block: 'if' | 'unless' | 'each' | 'with';
  readonly path: Path;
  readonly body: Program;
  /** What the block's `{{else}}` holds. */
  readonly otherwise: Program;
  /** As in an interpolation. */
  readonly at?: TemplateSpan;
}

/** How many contexts to go up (`../`), then the names to follow from there. */
export type Path = readonly [up: number, ...names: string[]];
