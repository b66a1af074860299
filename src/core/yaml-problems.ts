import type { Alias, Node, YAMLError, Document as YamlDocument } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';

/** What keeps a text from being one sound YAML document, with the offsets of its place. */
export interface YamlProblem {
  readonly code: 'yaml-syntax' | 'yaml-duplicate-key' | 'yaml-alias';
  readonly message: string;
  readonly help: string;
  readonly from: number;
  readonly to: number;
}

/** The problems of a parsed document, in no order: of a syntax error's consequences only the first. */
export function yamlProblems(document: YamlDocument): readonly YamlProblem[] {
  const [syntax]: readonly YAMLError[] = document.errors;
  const found = duplicateKeys(document);
  if (syntax !== undefined) return [...found, syntaxError(syntax)];
  return [...found, ...document.warnings.map(unknownTag), ...badAliases(document)];
}

/** Nesting that no descriptor has, found before it could exhaust the stack. */
export function tooDeep(offset: number): YamlProblem {
  return {
    code: 'yaml-syntax',
    message: 'maps and lists are nested too deeply',
    help: 'no field of a descriptor is nested deeper than a few levels',
    from: offset,
    to: offset + 1,
  };
}

/** An explosion of aliases ("billion laughs"), which only shows once they are resolved: blamed on the last one. */
export function tooManyAliases(document: YamlDocument, most: number): YamlProblem {
  const aliases: Alias[] = [];
  visit(document, {
    Alias(_, alias) {
      aliases.push(alias);
    },
  });
  return {
    code: 'yaml-alias',
    message: `an anchor is repeated more than ${most} times, directly or through other aliases`,
    help: 'write out what is repeated so often',
    ...placeOf(aliases.at(-1) ?? null),
  };
}

function duplicateKeys(document: YamlDocument): readonly YamlProblem[] {
  const found: YamlProblem[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.source ?? key.value);
        if (seen.has(name)) found.push(duplicateKey(key, name));
        seen.add(name);
      }
    },
  });
  return found;
}

function duplicateKey(key: Node, name: string): YamlProblem {
  return {
    code: 'yaml-duplicate-key',
    message: `key "${name}" is stated twice`,
    help: 'keep one of them',
    ...placeOf(key),
  };
}

function syntaxError({ code, message, pos }: YAMLError): YamlProblem {
  return {
    code: 'yaml-syntax',
    message: MESSAGES[code] ?? decapitalise(message),
    help:
      REMEDIES[code] ?? 'look for an open quote or bracket, or a wrong indentation, here or above',
    from: pos[0],
    to: pos[1],
  };
}

const MESSAGES: Readonly<Record<string, string>> = {
  NON_STRING_KEY: 'a key is a plain text, not a list, a map or an alias',
};

const REMEDIES: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: 'put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a text with ": " in quotes; a map begins on a line of its own',
  NON_STRING_KEY: 'write the key out',
  TAB_AS_INDENT: 'indent with spaces',
};

/** A tag would say how to read a value, and a reader that does not know it must not guess. */
function unknownTag({ message, pos }: YAMLError): YamlProblem {
  return {
    code: 'yaml-syntax',
    message: decapitalise(message),
    help: 'leave the tag out: descriptors are plain maps, lists and scalars',
    from: pos[0],
    to: pos[1],
  };
}

function badAliases(document: YamlDocument): readonly YamlProblem[] {
  const found: YamlProblem[] = [];
  // In the order of the text, so that an alias finds the last anchor of its name before it.
  const anchored = new Map<string, Node>();
  const targetOf = (node: unknown): unknown => (isAlias(node) ? anchored.get(node.source) : node);
  visit(document, {
    Alias(_, alias, parents) {
      const target = anchored.get(alias.source);
      if (target === undefined) found.push(unresolved(alias));
      else if (parents.includes(target)) found.push(circular(alias));
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
    Pair(_, { key, value }) {
      // Only a bare "<<" merges; in quotes it is a key as any other.
      if (!isScalar(key) || key.source !== '<<' || key.type !== 'PLAIN') return;
      const sources = (isSeq(value) ? value.items : [value]).map(targetOf);
      if (sources.some((source) => source !== undefined && !isMap(source))) {
        found.push(unmergeable(key));
      }
    },
  });
  return found;
}

function unresolved(alias: Alias): YamlProblem {
  return {
    code: 'yaml-alias',
    message: `alias "*${alias.source}" has no anchor before it`,
    help: `mark the value that it repeats with "&${alias.source}"`,
    ...placeOf(alias),
  };
}

function circular(alias: Alias): YamlProblem {
  return {
    code: 'yaml-alias',
    message: `alias "*${alias.source}" stands inside the value that it repeats`,
    help: 'repeat a value that ends before the alias',
    ...placeOf(alias),
  };
}

function unmergeable(key: Node): YamlProblem {
  return {
    code: 'yaml-alias',
    message: '"<<" merges maps, and this is none',
    help: 'write "<<: *anchor", where the anchor marks a map',
    ...placeOf(key),
  };
}

function placeOf(node: Node | null): { readonly from: number; readonly to: number } {
  const [from = 0, to = 0] = node?.range ?? [];
  return { from, to };
}

/** The parser's sentences, in the form of ours: lower case, no full stop. */
function decapitalise(message: string): string {
  return message.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}
