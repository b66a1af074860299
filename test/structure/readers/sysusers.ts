/** The shape of a sysusers.d file: the type and the number of fields of each line. */
export function readSysusers(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .map((line) => `${line.split(' ')[0]} ${line.trim().split(/\s+/).length}`);
}
