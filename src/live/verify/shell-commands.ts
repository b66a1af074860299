export interface ShellCommand {
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** What a shell script calls by literal names, but for functions of its own. It has been read by `sh -n`. */
export function commandsOf(text: string): readonly ShellCommand[] {
  const found: ShellCommand[] = [];
  const functions = new Set([...text.matchAll(/^\s*(\w+) ?\(\)/gm)].map(([, name]) => name));
  let line = 1;
  let isCommand = true;
  let rest = text;
  while (rest !== '') {
    const [piece = rest, blank, operator, redirection, word] = PIECE.exec(rest) ?? [];
    if (operator !== undefined) isCommand = true;
    else if (word !== undefined && isCommand) {
      const isLiteral = /^[\w./+[:-]+$/.test(word);
      const isPattern = /^(?:\|[\w*-]+)*\)/.test(rest.slice(piece.length));
      if (isLiteral && !isPattern && !RESERVED.has(word) && !functions.has(word))
        found.push({ name: word, line });
      isCommand = LEADING.has(word) || /^\w+=/.test(word);
    }
    // Behind another word than a command's nothing is one, and blanks and redirections change nothing.
    else if (blank === undefined && redirection === undefined) isCommand = false;
    line += piece.split('\n').length - 1;
    rest = rest.slice(piece.length);
  }
  return found;
}

const PIECE =
  /^(?:((?:[ \t]|#[^\n]*|\\\n)+)|([\n;&|()]+)|(\d*[<>]+[&|]?[ \t]*[^\s;&|()]*)|((?:'[^']*'|"(?:[^"\\]|\\.)*"|\$\([^)]*\)|\\.|[^\s'"\\;&|()<>])+))/s;
const LEADING = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '{', '!']);
const RESERVED = new Set([...LEADING, 'fi', 'done', 'esac', 'case', 'in', 'for', '}']);
