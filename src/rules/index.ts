import type { Rule } from '../core/rule.ts';
import { noLocalhostSocket } from './no-localhost-socket.ts';
import { noSocketInTmp } from './no-socket-in-tmp.ts';
import { noWildcardFirstHost } from './no-wildcard-first-host.ts';

/** Every rule, by its code. */
export const rules: readonly Rule[] = [noLocalhostSocket, noSocketInTmp, noWildcardFirstHost];
