import type { ErrorObject } from 'ajv';
import type { Descriptor } from '../generated/descriptor.ts';
import { schemaText } from '../generated/schema-text.ts';
import { validate as validateSchema } from '../generated/validator.js';
import type { Diagnostic } from './diagnostic.ts';
import type { Document } from './document.ts';
import { valueAt } from './pointer.ts';
import { type Finding, meantKey, NEEDED, toFinding } from './schema-finding.ts';

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
  const schema: unknown = JSON.parse(schemaText());
  const all = (validateSchema.errors ?? []).map((error) => ({
    ...error,
    data: valueAt(document.value, error.instancePath),
    // "#/definitions/mount/pattern": what holds the keyword.
    parentSchema: valueAt(schema, error.schemaPath.slice(1, error.schemaPath.lastIndexOf('/'))),
  })) as readonly ErrorObject[];
  const errors = all.filter((error) => !isRepetition(error, all));
  return {
    ok: false,
    diagnostics: errors.map((error) => toDiagnostic(toFinding(error, schema), document)),
  };
}

/** Whether an error only says again, or as a consequence, what another one says. */
function isRepetition(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const { keyword, propertyName, instancePath, params } = error;
  if (keyword === 'if' || propertyName !== undefined) return true;
  // A misspelt key is unknown under its name and missing under the right one.
  return (
    keyword === 'required' &&
    all.some(
      (other) =>
        other.keyword === 'additionalProperties' &&
        other.instancePath === instancePath &&
        meantKey(other) === params.missingProperty,
    )
  );
}

function toDiagnostic(finding: Finding, document: Document): Diagnostic {
  const { code, message, help, pointer, part } = finding;
  return {
    code,
    severity: 'error',
    message,
    help,
    path: document.pathOf(pointer),
    range: document.locate(pointer, part),
  };
}

function emptyDocument({ path, locate }: Document): Diagnostic {
  return {
    code: 'schema-type',
    severity: 'error',
    message: 'the descriptor is empty',
    help: NEEDED,
    path,
    range: locate('', 'start'),
  };
}
