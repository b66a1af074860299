import type { UnsupportedField } from '../core/target.ts';
import { type StatedFields, unsupportedFields } from './unsupported-fields.ts';

/** Fields of an application that not every web server honours. */
export type WebField = keyof typeof STATED;

/** What a web target says of the fields that it can't honour: what to do instead of each. */
export function cannotServe(
  instead: Readonly<Partial<Record<WebField, string>>>,
): readonly UnsupportedField[] {
  return unsupportedFields<WebField>(STATED, instead);
}

const STATED = {
  deny: ({ deny }) => deny.slice(0, 1),
  redirects: ({ redirects }) => redirects.slice(0, 1).map(({ from }) => from),
  auth: ({ auth }) => [auth?.file ?? null],
  'auth.basic.paths': ({ auth }) => auth?.paths.slice(0, 1) ?? [],
  'auth.basic.anonymous_methods': ({ auth }) => auth?.anonymousMethods.slice(0, 1) ?? [],
  'pass_authorization: false': ({ passAuthorization }) => [
    passAuthorization.value ? null : passAuthorization,
  ],
  allow: ({ allow }) => allow?.slice(0, 1) ?? [],
  headers: ({ headers }) => headers.slice(0, 1).map(({ name }) => name),
  maintenance: ({ maintenance }) => [maintenance?.page ?? null],
  'maintenance.active': ({ maintenance }) => [maintenance?.isActive ?? null],
  'maintenance.retry_after': ({ maintenance }) => [maintenance?.retryAfterSeconds ?? null],
  compress: ({ compress }) => compress.slice(0, 1),
  'static.expires': ({ statics }) => statics.map(({ expiresSeconds }) => expiresSeconds),
  'static.fallthrough': ({ statics }) =>
    statics.map(({ fallthrough }) => (fallthrough.value ? fallthrough : null)),
  'static.dotfiles': ({ statics }) =>
    statics.map(({ dotfiles }) => (dotfiles.value ? dotfiles : null)),
  'static.index': ({ statics }) => statics.map(({ index }) => index),
} as const satisfies StatedFields<string>;
