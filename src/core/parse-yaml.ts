import { Composer, CST, type LineCounter, Parser, type Document as YamlDocument } from 'yaml';

// The composer recurses: thousands of brackets would end the process, not the parse.
const DEEPEST = 100;

export interface ParsedYaml {
  /** Empty where the text holds nothing but comments. */
  readonly documents: readonly YamlDocument.Parsed[];
  /** Where the text is nested too deeply to be composed at all. */
  readonly tooDeepAt: number | null;
}

/** Parses YAML 1.2 with merge keys, keys as plain text, and no tags but the core schema's. */
export function parseYaml(source: string, lines: LineCounter): ParsedYaml {
  const tokens = [...new Parser(lines.addNewLine).parse(source)];
  const tooDeepAt = tokens.map(firstTooDeep).find((offset) => offset !== null) ?? null;
  if (tooDeepAt !== null) return { documents: [], tooDeepAt };
  const composer = new Composer({
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    version: '1.2',
    // Also under a "%YAML 1.1" directive, which would turn "off" into false and 0660 into 432.
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    // The composer would compare each key with every other; yaml-problems.ts looks for duplicates in one go.
    uniqueKeys: false,
  });
  return { documents: [...composer.compose(tokens)], tooDeepAt };
}

function firstTooDeep(token: CST.Token): number | null {
  if (token.type !== 'document' || token.value === undefined) return null;
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = [
    { token: token.value, depth: 0 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!CST.isCollection(next.token)) continue;
    if (next.depth === DEEPEST) return next.token.offset;
    for (const { key, value } of next.token.items) {
      for (const child of [key, value]) {
        if (child) waiting.push({ token: child, depth: next.depth + 1 });
      }
    }
  }
  return null;
}
