/**
 * The tokens of a configuration as nginx reads them (ngx_conf_read_token), comments left out; terminators are tokens of
 * their own, marked by their kind.
 */
export function nginxTokens(text: string): readonly NginxToken[] {
  const tokens: NginxToken[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/[ \t\r\n]/.test(character)) at += 1;
    else if (character === '#') at = endOfLine(text, at);
    else if (/[;{}]/.test(character)) {
      tokens.push({ kind: 'end', text: character });
      at += 1;
    } else {
      const end = /["']/.test(character) ? endOfString(text, at) : endOfWord(text, at);
      const raw = /["']/.test(character) ? text.slice(at + 1, end - 1) : text.slice(at, end);
      tokens.push({ kind: 'text', text: readEscapes(raw) });
      at = end;
    }
  }
  return tokens;
}

export interface NginxToken {
  readonly kind: 'text' | 'end';
  readonly text: string;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function endOfString(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) {
      if (!/[\s;{)]/.test(text.charAt(at + 1))) throw new SyntaxError('no space after a string');
      return at + 1;
    }
  }
  throw new SyntaxError('unterminated string');
}

function endOfWord(text: string, from: number): number {
  let isVariable = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (/[ \t\r\n;]/.test(character) || (character === '{' && !isVariable)) return at;
    isVariable = character === '$';
  }
  return text.length;
}

function readEscapes(raw: string): string {
  const controls: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };
  return raw.replace(/\\(["'\\trn])/g, (_, escaped: string) => controls[escaped] ?? escaped);
}
