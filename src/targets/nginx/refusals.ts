import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Deployment } from '../../core/model.ts';
import { blame, type Placed } from '../../core/place.ts';
import type { PlanOptions } from '../../core/target.ts';

/** What nginx can't do with values that it has fields for. */
export function findRefusals(
  deployment: Deployment,
  { layout }: PlanOptions,
): readonly Diagnostic[] {
  const { applications } = deployment;
  return [
    ...applications.map(({ limits }) => limits.headerBufferBytes).flatMap(refuseLargeBuffer),
    ...applications.flatMap(({ auth }) => (auth === null ? [] : refuseOffRealm(auth.realm))),
    ...applications
      .flatMap(({ headers, compress }) => [...headers.map(({ name }) => name), ...compress])
      .flatMap(refuseLongName),
    ...(layout === 'site' ? openedFiles(deployment).flatMap(refuseVariable) : []),
  ];
}

function refuseLargeBuffer(size: Placed<number>): readonly Diagnostic[] {
  if (size.value <= LARGEST_HEADER_BUFFER) return [];
  return [
    blame(size, {
      code: 'target-unsupported',
      message: 'nginx takes at most 1g as "header_buffer"',
      help: 'write a smaller size, such as 32k',
    }),
  ];
}

// nginx 1.22: no buffer may be larger than fastcgi_max_temp_file_size, which is 1024m.
const LARGEST_HEADER_BUFFER = 1024 ** 3;

function refuseLongName(name: Placed<string>): readonly Diagnostic[] {
  if (name.value.length <= LONGEST_NAME) return [];
  return [
    blame(name, {
      code: 'target-unsupported',
      message: `nginx takes names of headers and media types of at most ${LONGEST_NAME} characters: this one has ${name.value.length}`,
      help: 'leave it out, or send it from the application',
    }),
  ];
}

// nginx 1.22: what it looks up in hashes of a fixed size; it does not start with a longer one.
const LONGEST_NAME = 46;

function refuseOffRealm(realm: Placed<string>): readonly Diagnostic[] {
  if (realm.value !== 'off') return [];
  return [
    blame(realm, {
      code: 'target-inexpressible',
      message: 'nginx cannot express the realm "off": it asks for no password then',
      help: 'choose another text, such as "Off"',
    }),
  ];
}

/** Files that nginx opens when it starts, as root, unless their names have variables. */
function openedFiles({ tls, accessLog }: Deployment): readonly Placed<string>[] {
  return [
    ...(tls === null ? [] : [tls.certificate, tls.key]),
    ...(accessLog === null ? [] : [accessLog]),
  ];
}

function refuseVariable(file: Placed<string>): readonly Diagnostic[] {
  if (!file.value.includes('$')) return [];
  return [
    blame(file, {
      code: 'target-inexpressible',
      message: `nginx cannot express ${JSON.stringify(file.value)} here: "$" makes it a variable, and the file is then opened by a process that is not root`,
      help: 'choose a path without "$"',
    }),
  ];
}
