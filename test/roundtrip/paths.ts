/** An absolute path of any string: no empty, "." or ".." segments, of which a server would make something else. */
export function toPath(value: string): string {
  return `/${value}`.replace(/\/+/g, '/').replace(/\/\.{1,2}(?=\/|$)/g, '/_');
}

/** The name of a file of any string: one segment of at most 255 bytes. */
export function toFileName(value: string): string | null {
  const name = value.replaceAll('/', '_');
  return /^\.{0,2}$/.test(name) || Buffer.byteLength(name) > 255 ? null : name;
}

/** The name of a socket: no path of one has more than 107 bytes. */
export function toSocketName(value: string): string | null {
  const name = toFileName(value);
  return name === null || Buffer.byteLength(name) > 70 ? null : name;
}

/** The path of a folder of any string, which the system can make: no name has more than 255 bytes, no path more than 4095. */
export function toFolders(value: string): string | null {
  const path = toPath(value).replace(/\/+$/, '');
  const isLong = path.split('/').some((name) => Buffer.byteLength(name) > 255);
  return path === '' || isLong || Buffer.byteLength(path) > 3000 ? null : path;
}
