/** The shape of a uWSGI file: the name of each option, in its section. Nothing goes on in the next line. */
export function readUwsgi(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^[ \t\r]+|[ \t\r]+$/g, ''))
    .filter((line) => line !== '' && !/^[;#]/.test(line))
    .map((line) => {
      if (line.startsWith('[')) return line;
      const [, option] = /^([\w-]+)[ \t]*=/.exec(line) ?? [];
      if (option === undefined) throw new SyntaxError(`uwsgi: ${line}`);
      return option;
    });
}
