import type { ErrorObject } from 'ajv';
import type { Part } from './document.ts';
import { helpWithHost } from './hosts.ts';
import { nearest } from './nearest.ts';
import { pointerTo } from './pointer.ts';
import { whereItBelongs } from './where-it-belongs.ts';

/** The words for one schema error, and the part of the document that it blames. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly help: string;
  readonly pointer: string;
  readonly part?: Part;
}

/** What to say about one error of a schema, and where. */
export function toFinding(error: ErrorObject, schema: unknown): Finding {
  const { keyword, instancePath, params } = error;
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(String(params.additionalProperty), error, schema);
    case 'propertyNames':
    case 'false schema':
      return keyword === 'propertyNames'
        ? badName(String(params.propertyName), error)
        : misplaced(error);
    case 'required':
      return {
        code: 'schema-missing-key',
        message: `missing key "${params.missingProperty}"${within(instancePath)}`,
        help: missingHelp(String(params.missingProperty)),
        pointer: instancePath,
        part: instancePath === '' ? 'start' : 'key',
      };
    case 'enum':
      return wrong(error, {
        code: 'schema-value',
        problem: `is not one of ${params.allowedValues.join(', ')}`,
        help: meant(error.data, params.allowedValues) ?? example(error),
      });
    case 'const':
      return wrong(error, {
        code: 'schema-value',
        problem: `is not ${JSON.stringify(params.allowedValue)}`,
        help: `write ${JSON.stringify(params.allowedValue)}`,
      });
    case 'type':
      return wrongType(error);
    case 'uniqueItems':
      return repeated(error);
    case 'minItems':
      return wrong(error, { code: 'schema-empty', problem: 'is empty', help: 'list at least one' });
    case 'minimum':
    case 'maximum':
      return outOfRange(error);
    default:
      return wrong(error, {
        code: 'schema-form',
        problem: `is not ${form(error) ?? 'in the expected form'}`,
        help: mended(error) ?? example(error),
      });
  }
}

/** What a text was probably meant to be. */
function mended({ data, instancePath }: ErrorObject): string | undefined {
  const isHost = /^\/hosts\/\d+$/.test(instancePath) && typeof data === 'string';
  return isHost ? helpWithHost(data) : undefined;
}

function unknownKey(key: string, error: ErrorObject, schema: unknown): Finding {
  const { instancePath } = error;
  return {
    code: 'schema-unknown-key',
    message: `unknown key "${key}"${within(instancePath)}`,
    help: helpWithKey(key, error, schema),
    pointer: pointerTo(instancePath, key),
    part: 'key',
  };
}

function helpWithKey(key: string, error: ErrorObject, schema: unknown): string {
  const known = knownKeys(error);
  const belongs = whereItBelongs(key, error.instancePath, schema);
  if (belongs === null) return meant(key, known) ?? `known are: ${known.join(', ')}`;
  // What is a key elsewhere is hardly misspelt, but "host" may well be "hosts".
  return known.includes(`${key}s`) ? `${belongs}; or did you mean "${key}s"?` : belongs;
}

/** The known key that an unknown one was probably meant to be. */
export function meantKey(error: ErrorObject): string | undefined {
  return nearest(String(error.params.additionalProperty), knownKeys(error));
}

function knownKeys({ parentSchema }: ErrorObject): readonly string[] {
  return Object.keys((parentSchema?.properties as object | undefined) ?? {});
}

function badName(key: string, error: ErrorObject): Finding {
  return {
    code: 'schema-name',
    message: `"${key}" cannot be a name in "${lastSegment(error.instancePath)}"`,
    help: `"${lastSegment(error.instancePath)}" is ${form(error) ?? 'of another form'}`,
    pointer: pointerTo(error.instancePath, key),
    part: 'key',
  };
}

function misplaced({ instancePath }: ErrorObject): Finding {
  return {
    code: 'schema-misplaced-key',
    message: `"${lastSegment(instancePath)}" belongs to one application, but this descriptor lists several`,
    help: 'move it into the items of "apps"; what they share can be a YAML anchor',
    pointer: instancePath,
    part: 'key',
  };
}

function wrongType(error: ErrorObject): Finding {
  const { data, params } = error;
  const types: readonly string[] = [params.type].flat();
  if (types.includes('string') && isQuotable(error)) {
    return wrong(error, {
      code: 'schema-type',
      problem: `is a ${typeof data} to YAML, not a string`,
      help: isOctal(error)
        ? `write it in quotes, as in ${JSON.stringify(error.parentSchema?.examples?.[0])}: YAML reads the bare digits as a number`
        : 'write it in quotes',
    });
  }
  const expected = form(error) ?? types.map((type) => TYPE_NAMES[type] ?? type).join(' or ');
  return wrong(error, { code: 'schema-type', problem: `is not ${expected}`, help: example(error) });
}

/** Whether quotes are all that a bare number or boolean lacks. */
function isQuotable(error: ErrorObject): boolean {
  const { data, parentSchema } = error;
  if (typeof data !== 'number' && typeof data !== 'boolean') return false;
  // YAML drops the leading zeros that octal digits may have.
  return isOctal(error) || new RegExp(parentSchema?.pattern ?? '', 'u').test(String(data));
}

function isOctal(error: ErrorObject): boolean {
  return form(error)?.includes('octal') === true;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  object: 'a map',
  array: 'a list',
  integer: 'a whole number',
  boolean: 'true or false',
};

function repeated(error: ErrorObject): Finding {
  const { data, instancePath, params } = error;
  const index = Math.max(params.i, params.j);
  return {
    code: 'schema-repeated',
    message: `${JSON.stringify((data as readonly unknown[])[index])} is listed twice`,
    help: 'list each once',
    pointer: pointerTo(instancePath, index),
  };
}

function outOfRange(error: ErrorObject): Finding {
  const { minimum, maximum } = error.parentSchema ?? {};
  return wrong(error, {
    code: 'schema-range',
    problem: `is ${error.keyword === 'minimum' ? 'less' : 'more'} than ${error.params.limit}`,
    help: `use a number from ${minimum} to ${maximum}`,
  });
}

function wrong(
  { instancePath, data }: ErrorObject,
  {
    code,
    problem,
    help,
  }: { readonly code: string; readonly problem: string; readonly help: string },
): Finding {
  const isScalar = typeof data !== 'object' || data === null;
  const value = isScalar ? ` ${JSON.stringify(data)}` : '';
  const name = instancePath === '' ? 'the descriptor' : subject(instancePath);
  return { code, message: `${name}${value} ${problem}`, help, pointer: instancePath };
}

/** The field that a pointer leads to; of a list's item, the list's. */
function subject(pointer: string): string {
  const segments = pointer.split('/').slice(1).map(unescapeSegment);
  const name = segments.findLast((segment) => !/^\d+$/.test(segment)) ?? '';
  return /^[a-z_]+$/.test(name) ? name : `"${name}"`;
}

/** ` in "static"`, for what lies in a map; nothing at the top. */
function within(pointer: string): string {
  if (pointer === '') return '';
  const [parent = '', last = ''] = pointer.split('/').slice(-2).map(unescapeSegment);
  return /^\d+$/.test(last) ? ` in item ${Number(last) + 1} of "${parent}"` : ` in "${last}"`;
}

function form({ parentSchema }: ErrorObject): string | undefined {
  const words: unknown = parentSchema?.['x-form'];
  return typeof words === 'string' ? words : undefined;
}

function example({ parentSchema, instancePath }: ErrorObject): string {
  if (instancePath === '') return NEEDED;
  const [first]: readonly unknown[] = parentSchema?.examples ?? [];
  return first === undefined ? 'see "deploygen schema"' : `for example ${JSON.stringify(first)}`;
}

function meant(word: unknown, candidates: readonly string[]): string | undefined {
  const name = typeof word === 'string' ? nearest(word, candidates) : undefined;
  return name === undefined ? undefined : `did you mean "${name}"?`;
}

function missingHelp(key: string): string {
  return HELP_FOR_MISSING[key] ?? `add "${key}"`;
}

/** What the smallest descriptor has. */
export const NEEDED = 'it needs at least "name" and "socket"';

const HELP_FOR_MISSING: Readonly<Record<string, string>> = {
  name: 'add a name for files, units and programs, such as "name: shop"',
  socket: 'add the socket of the application, such as "socket: unix:/run/shop/app.sock"',
  path: 'add the absolute path on disk, as in "path: /run/shop/app.sock"',
  host: 'add the address, as in "host: 127.0.0.1"',
  port: 'add the port, as in "port: 9000"',
  url: 'add the URL path, as in "url: /shop/static/"',
};

function lastSegment(pointer: string): string {
  return unescapeSegment(pointer.split('/').at(-1) ?? '');
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
