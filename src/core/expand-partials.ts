import { TemplateError, type TemplateSpan } from './template-error.ts';

/** One line of a template whose partials are in their places. */
export interface TemplateLine {
  readonly text: string;
  /** The template that it comes from, and its number and indentation there. */
  readonly name: string;
  readonly line: number;
  readonly indent: number;
}

/**
 * Puts partials (`{{> target/file.dialect}}`, alone on its line) in their places, with their indentation.
 *
 * @throws TemplateError at a partial that there is none of, that includes itself, or that unfolds to too much
 */
export function expandPartials(
  name: string,
  load: (name: string) => string | undefined,
): readonly TemplateLine[] {
  let count = 0;
  return expand(name, '', []);

  function expand(current: string, indent: string, parents: readonly string[]): TemplateLine[] {
    const source = load(current);
    if (source === undefined) throw new SyntaxError(`no template "${current}"`);
    const isPart = parents.length > 0;
    const lines = (isPart ? source.replace(/\n$/, '') : source).split('\n');
    return lines.flatMap((text, index) => {
      const line = index + 1;
      const found = partialOf(text);
      if (found === null) {
        return {
          text: text === '' ? '' : indent + text,
          name: current,
          line,
          indent: indent.length,
        };
      }
      const { space, partial } = found;
      const span = { name: current, line, column: space.length + 1, endColumn: text.length + 1 };
      if (load(partial) === undefined) refuse(span, `no template "${partial}"`, partial);
      if ([...parents, current].includes(partial)) {
        refuse(span, `"${partial}" would include itself`);
      }
      count += 1;
      if (count > MOST_PARTIALS) refuse(span, `more than ${MOST_PARTIALS} partials unfold here`);
      return expand(partial, indent + space, [...parents, current]);
    });
  }
}

/** The partial that a line of a template is, if it is one. */
export function partialOf(
  line: string,
): { readonly space: string; readonly partial: string } | null {
  const [, space = '', partial] = /^([ \t]*)\{\{>[ \t]*([\w./-]+)[ \t]*\}\}$/.exec(line) ?? [];
  return partial === undefined ? null : { space, partial };
}

// A dozen partials that each include the next one twice would unfold to thousands.
const MOST_PARTIALS = 200;

function refuse(span: TemplateSpan, why: string, missing?: string): never {
  throw new TemplateError('template-partial', span, why, missing);
}
