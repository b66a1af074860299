/** Where the page of a code is. Formats that link want a URI, and the pages come with the project: docs/rules/CODE.md. */
export function helpUri(code: string): string {
  return `${SITE}/rules/${code}`;
}

/** The home of the documentation, for reports; RFC 2606 keeps ".example" from ever being somebody's. */
export const SITE = 'https://deploygen.example';
