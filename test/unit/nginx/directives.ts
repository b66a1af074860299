import { nginxTokens } from '../nginx-tokens.ts';

/** One directive of a configuration, with its block if it has one. */
export interface Directive {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly block: readonly Directive[];
  /** The blocks that it stands in, the innermost one first. */
  readonly around: readonly Directive[];
}

/** The directives of a configuration, as nginx reads it. */
export function readDirectives(text: string): readonly Directive[] {
  const tokens = [...nginxTokens(text)];
  return readBlock([]);

  function readBlock(around: readonly Directive[]): readonly Directive[] {
    const found: Directive[] = [];
    let words: string[] = [];
    for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
      if (token.kind === 'text') words.push(token.text);
      else if (token.text === '}') return found;
      else {
        const [name = '', ...parameters] = words;
        const block: Directive[] = [];
        const directive = { name, parameters, block, around };
        if (token.text === '{') block.push(...readBlock([directive, ...around]));
        found.push(directive);
        words = [];
      }
    }
    return found;
  }
}

/** Those of a name, in all blocks. */
export function all(directives: readonly Directive[], ...names: readonly string[]): Directive[] {
  return directives.flatMap((directive) => [
    ...(names.includes(directive.name) ? [directive] : []),
    ...all(directive.block, ...names),
  ]);
}
