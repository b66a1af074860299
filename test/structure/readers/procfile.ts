/** The shape of a Procfile: a "process" for each line that is no comment. */
export function readProcfile(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      if (!/^[\w-]+: exec sh [\w.-]+$/.test(line)) throw new SyntaxError(`procfile: ${line}`);
      return 'process';
    });
}
