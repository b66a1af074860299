import type { Diagnostic } from './diagnostic.ts';
import { type Lexeme, lexemes } from './lexemes.ts';
import { textRange } from './text-range.ts';

/** What a sound YAML text should avoid all the same, because another reader or editor takes it for something else. */
export function hazards(text: string, path: string): readonly Diagnostic[] {
  const source = text.replace(/^\uFEFF/, '');
  const toRange = textRange(source);
  return [
    ...(source === text ? [] : [BYTE_ORDER_MARK]),
    ...mixedNewlines(source),
    ...lexicalHazards(source),
  ].map(({ code, message, help, from, to }) => ({
    ...{ code, severity: 'warning', message, help, path, range: toRange(from, to) },
  }));
}

export const hazardCodes = [
  'yaml-boolean-word',
  'yaml-byte-order-mark',
  'yaml-leading-zero',
  'yaml-mixed-newlines',
  'yaml-sexagesimal',
  'yaml-tab',
] as const;

interface Hazard {
  readonly code: (typeof hazardCodes)[number];
  readonly message: string;
  readonly help: string;
  readonly from: number;
  readonly to: number;
}

const BYTE_ORDER_MARK: Hazard = {
  code: 'yaml-byte-order-mark',
  message: 'the file begins with a byte order mark',
  help: 'save it as UTF-8 without one',
  from: 0,
  to: 0,
};

/** The first line that does not end as the first line does. */
function mixedNewlines(source: string): readonly Hazard[] {
  const [first, ...others] = source.matchAll(/\r?\n/g);
  const odd = others.find(([end]) => end !== first?.[0]);
  if (first === undefined || odd === undefined) return [];
  const from = source.lastIndexOf('\n', odd.index - 1) + 1;
  const [before, here] = first[0] === '\n' ? ['LF', 'CRLF'] : ['CRLF', 'LF'];
  return [
    {
      code: 'yaml-mixed-newlines',
      message: `this line ends in ${here}, the lines above it in ${before}`,
      help: 'save the file with one kind of line ending',
      from,
      to: odd.index,
    },
  ];
}

function lexicalHazards(source: string): readonly Hazard[] {
  const found: Hazard[] = [];
  const all = [...lexemes(source)].filter(({ kind }) => kind !== 'comment');
  // One tab is reported: whoever aligns with tabs has many of them.
  const tab = all.find(({ kind, text }) => kind === 'space' && text.includes('\t'));
  if (tab !== undefined) found.push(tabHazard(tab));
  const significant = all.filter(({ kind }) => kind !== 'space');
  for (const [index, lexeme] of significant.entries()) {
    if (lexeme.kind !== 'plain-scalar') continue;
    const key = significant[index - 1]?.kind === 'colon' ? significant[index - 2]?.text : undefined;
    const hazard = scalarHazard(lexeme, key ?? null);
    if (hazard !== null) found.push(hazard);
  }
  return found;
}

function tabHazard({ text, offset }: Lexeme): Hazard {
  const from = offset + text.indexOf('\t');
  return {
    code: 'yaml-tab',
    message: 'a tab stands where spaces are usual',
    help: 'use spaces: at the beginning of a line a tab is an error',
    from,
    to: from + 1,
  };
}

/** What a reader of YAML 1.1 (PyYAML, Ruby, Ansible) makes of a bare word that is read as YAML 1.2 here. */
function scalarHazard({ text, offset }: Lexeme, key: string | null): Hazard | null {
  const range = { from: offset, to: offset + text.length };
  if (BOOLEAN.test(text) && !WORD_FIELDS.has(key ?? '')) {
    return {
      code: 'yaml-boolean-word',
      message: `bare "${text}" is a text here, but true or false to readers of YAML 1.1`,
      help: `write it in quotes: "${text}"`,
      ...range,
    };
  }
  if (LEADING_ZERO.test(text)) {
    return {
      code: 'yaml-leading-zero',
      message: `"${text}" is the number ${Number(text)} here, but not to readers of YAML 1.1`,
      help: `write ${Number(text)}`,
      ...range,
    };
  }
  if (SEXAGESIMAL.test(text)) {
    return {
      code: 'yaml-sexagesimal',
      message: `bare "${text}" is a text here, but a number in base 60 to readers of YAML 1.1`,
      help: `write it in quotes: "${text}"`,
      ...range,
    };
  }
  return null;
}

// YAML 1.1's booleans that YAML 1.2 dropped. Its "y" and "n" no reader in use knows.
const BOOLEAN = /^(yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;
const LEADING_ZERO = /^[-+]?0[0-9]+$/;
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;

/** Fields of which such a word is one of the values: what the manual says needs no warning. */
const WORD_FIELDS: ReadonlySet<string> = new Set(['hardening']);
