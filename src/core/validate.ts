import type { ErrorObject } from 'ajv';
import type { Descriptor } from '../generated/descriptor.ts';
import { validate as validateSchema } from '../generated/validator.js';
import type { Diagnostic } from './diagnostic.ts';
import type { Document, Part } from './document.ts';
import { nearest } from './nearest.ts';
import { pointerTo } from './pointer.ts';

export type Validated =
  | { readonly ok: true; readonly descriptor: Descriptor }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Judges a document against the schema; a valid one is a `Descriptor`. */
export function validate(document: Document): Validated {
  if (document.diagnostics.length > 0) return { ok: false, diagnostics: document.diagnostics };
  if (document.value === undefined || document.value === null) {
    return { ok: false, diagnostics: [emptyDocument(document)] };
  }
  if (validateSchema(document.value)) return { ok: true, descriptor: document.value };
  // "if" and what "propertyNames" found inside a name only repeat what another error says.
  const errors = (validateSchema.errors ?? []).filter(
    ({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined,
  );
  return { ok: false, diagnostics: errors.map((error) => toDiagnostic(error, document)) };
}

/** The words for one schema error, and the part of the document that it blames. */
interface Finding {
  readonly code: string;
  readonly message: string;
  readonly help?: string | undefined;
  readonly pointer: string;
  readonly part?: Part;
}

function toDiagnostic(error: ErrorObject, document: Document): Diagnostic {
  const { code, message, help, pointer, part } = toFinding(error);
  return {
    code,
    severity: 'error',
    message,
    ...(help === undefined ? {} : { help }),
    path: document.path,
    range: document.locate(pointer, part),
  };
}

function toFinding(error: ErrorObject): Finding {
  const { keyword, instancePath, params } = error;
  const name = lastSegment(instancePath);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(String(params.additionalProperty), error);
    case 'propertyNames':
    case 'false schema':
      return keyword === 'propertyNames'
        ? badName(String(params.propertyName), error)
        : misplaced(error);
    case 'required':
      return {
        code: 'schema-missing-key',
        message: `missing key "${params.missingProperty}"${name === '' ? '' : ` in "${name}"`}`,
        help: missingHelp(String(params.missingProperty)),
        pointer: instancePath,
        part: instancePath === '' ? 'start' : 'key',
      };
    case 'enum':
      return wrong(error, 'schema-value', `is not one of ${params.allowedValues.join(', ')}`, {
        help: meant(String(error.data), params.allowedValues),
      });
    case 'const':
      return wrong(error, 'schema-value', `is not ${JSON.stringify(params.allowedValue)}`);
    case 'type':
      return wrongType(error);
    case 'uniqueItems':
      return wrong(error, 'schema-repeated', 'says the same thing twice');
    case 'minItems':
      return wrong(error, 'schema-empty', 'is empty');
    case 'minimum':
    case 'maximum': {
      const bound = keyword === 'minimum' ? 'less' : 'more';
      return wrong(error, 'schema-range', `is ${bound} than ${params.limit}`);
    }
    default:
      return wrong(error, 'schema-form', `is not ${form(error) ?? 'in the expected form'}`, {
        help: example(error),
      });
  }
}

function unknownKey(key: string, { instancePath, parentSchema }: ErrorObject): Finding {
  const known = Object.keys((parentSchema?.properties as object | undefined) ?? {});
  const name = lastSegment(instancePath);
  const place = name === '' ? '' : ` in "${name}"`;
  return {
    code: 'schema-unknown-key',
    message: `unknown key "${key}"${place}`,
    help: meant(key, known) ?? `known are: ${known.join(', ')}`,
    pointer: pointerTo(instancePath, key),
    part: 'key',
  };
}

function badName(key: string, error: ErrorObject): Finding {
  return {
    code: 'schema-name',
    message: `"${key}" cannot be a name in "${lastSegment(error.instancePath)}"`,
    help: `it is ${form(error) ?? 'of another form'}`,
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
  const isBareScalar = typeof data === 'number' || typeof data === 'boolean';
  if (isBareScalar && types.includes('string')) {
    return wrong(error, 'schema-type', `is a ${typeof data} to YAML, not a string`, {
      help: form(error)?.includes('octal')
        ? `write it in quotes, as in "0660": YAML reads the bare digits as a number`
        : 'write it in quotes',
    });
  }
  const expected = form(error) ?? types.map((type) => TYPE_NAMES[type] ?? type).join(' or ');
  return wrong(error, 'schema-type', `is not ${expected}`, { help: example(error) });
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  object: 'a map',
  array: 'a list',
  integer: 'a whole number',
  boolean: 'true or false',
};

function wrong(
  { instancePath, data }: ErrorObject,
  code: string,
  problem: string,
  { help }: { readonly help?: string | undefined } = {},
): Finding {
  const name = lastSegment(instancePath);
  const isScalar = typeof data !== 'object' || data === null;
  const value = isScalar ? ` ${JSON.stringify(data)}` : '';
  return {
    code,
    message: `${name === '' ? 'the descriptor' : subject(instancePath)}${value} ${problem}`,
    help,
    pointer: instancePath,
  };
}

/** The field that a pointer leads to; of a list's item, the list's. */
function subject(pointer: string): string {
  const segments = pointer.split('/').slice(1).map(unescapeSegment);
  const name = segments.findLast((segment) => !/^\d+$/.test(segment)) ?? '';
  return /^[a-z_]+$/.test(name) ? name : `"${name}"`;
}

function form({ parentSchema }: ErrorObject): string | undefined {
  const words: unknown = parentSchema?.['x-form'];
  return typeof words === 'string' ? words : undefined;
}

function example({ parentSchema }: ErrorObject): string | undefined {
  const [first]: readonly unknown[] = parentSchema?.examples ?? [];
  return first === undefined ? undefined : `for example ${JSON.stringify(first)}`;
}

function meant(word: string, candidates: readonly string[]): string | undefined {
  const name = nearest(word, candidates);
  return name === undefined ? undefined : `did you mean "${name}"?`;
}

function missingHelp(key: string): string | undefined {
  if (key === 'name') return 'add a name for files, units and programs, such as "name: shop"';
  if (key === 'socket')
    return 'add the socket of the application, such as "socket: unix:/run/shop/app.sock"';
  return undefined;
}

function lastSegment(pointer: string): string {
  return unescapeSegment(pointer.split('/').at(-1) ?? '');
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function emptyDocument({ path, locate }: Document): Diagnostic {
  return {
    code: 'schema-type',
    severity: 'error',
    message: 'the descriptor is empty',
    help: 'it needs at least "name" and "socket"',
    path,
    range: locate('', 'start'),
  };
}
