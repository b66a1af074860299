/** What a program has logged at once: one line, or several of which only the first is stamped. */
export interface LogRecord {
  /** 1-based. */
  readonly line: number;
  readonly lines: number;
  readonly text: string;
}

/** Puts the lines of a log together, one after the other; what is complete is passed on. */
export function recordReader(pass: (record: LogRecord) => void) {
  let open: LogRecord | null = null;
  let line = 0;
  return {
    add(text: string) {
      line += 1;
      const more = open === null ? null : continuation(open.text, text);
      if (open !== null && more !== null) {
        open = { ...open, lines: open.lines + 1, text: clipped(open.text + more) };
        return;
      }
      if (open !== null) pass(open);
      open = text === '' ? null : { line, lines: 1, text: clipped(text) };
    },
    end() {
      if (open !== null) pass(open);
      open = null;
    },
  };
}

/** What a line adds to the record before it; null where it begins one of its own. */
function continuation(before: string, text: string): string | null {
  // lighttpd stamps each line of what an application has written.
  const said = SAID.exec(text)?.[1];
  if (said !== undefined) return SAID.test(before) ? `\n${said}` : null;
  // nginx stamps the first alone, and ends the last with a quote.
  const isQuoted = /FastCGI sent in stderr: "/.test(before) && !/" while /.test(before);
  return isQuoted && !STAMP.test(text) ? `\n${text}` : null;
}

const SAID = /\(mod_fastcgi\.c\.\d+\) FastCGI-stderr:(.*)/;

const STAMP =
  /^(?:\d{4}\/\d\d\/\d\d |\[\w{3} \w{3} [ \d]\d |\d{4}-\d\d-\d\d[T ]|\w{3} [ \d]\d \d\d:\d\d:\d\d )/;

/** Nobody reads more of one record, and a file without newlines must not fill the memory. */
function clipped(text: string): string {
  return text.length > LONGEST ? text.slice(0, LONGEST) : text;
}

const LONGEST = 65_536;
