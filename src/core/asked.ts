import type { Request } from './answer.ts';
import type { Target } from './request-path.ts';
import type { Visitor } from './visitor.ts';

/** A request taken apart. */
export interface Asked extends Omit<Request, 'target'>, Omit<Target, 'path'> {
  readonly visitor: Visitor;
}

/** With the user that the server has authenticated. */
export type Known = Omit<Asked, 'user'> & { readonly user: string | null };
