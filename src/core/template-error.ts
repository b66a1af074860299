/** A stretch of one line of a template; 1-based, `endColumn` is exclusive. */
export interface TemplateSpan {
  /** The template's name, `TARGET/FILE.DIALECT`. */
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

export type TemplateCode = 'template-partial' | 'template-syntax' | 'template-unsafe';

/** Why a template can't be compiled, and where. */
export class TemplateError extends SyntaxError {
  override readonly name = 'TemplateError';
  readonly code: TemplateCode;
  readonly span: TemplateSpan;
  readonly why: string;
  /** The partial that there is none of, if that is why. */
  readonly missing: string | undefined;

  constructor(code: TemplateCode, span: TemplateSpan, why: string, missing?: string) {
    super(`templates/${span.name}.hbs:${span.line}:${span.column}: ${why}`);
    this.code = code;
    this.span = span;
    this.why = why;
    this.missing = missing;
  }
}
