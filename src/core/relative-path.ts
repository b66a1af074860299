/** Whether a path with slashes stays below the folder that it begins at, and leads to something in it. */
export function isInside(path: string): boolean {
  return (
    /^[^\0-\x1f\\]+$/.test(path) &&
    !/^[A-Za-z]:/.test(path) &&
    path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}
