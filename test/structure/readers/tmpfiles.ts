/** The shape of a tmpfiles.d file: the type and the number of fields of each line. */
export function readTmpfiles(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
    .map((line) => {
      const fields = line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
      return `${fields[0]} ${fields.length}`;
    });
}
