/** Colour only on a terminal; NO_COLOR and FORCE_COLOR (no-color.org, force-color.org) decide before it. */
export function usesColor({ isTTY }: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '' } = process.env;
  if (NO_COLOR !== '') return false;
  return FORCE_COLOR !== '' ? FORCE_COLOR !== '0' : isTTY === true;
}
