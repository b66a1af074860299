/** Shapes that a web target's files can take. */
export type Layout = 'fragment' | 'site' | 'standalone';
