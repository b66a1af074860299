/** The shape of a sysusers.d file: the type and the number of fields of each line. */
export function readSysusers(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => `${line.split(' ')[0]} ${line.trim().split(/\s+/).length}`);
}
