import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

interface Schema {
  readonly definitions: Readonly<Record<string, object>>;
}

/** The validator of a schema as plain code, with ajv's run-time parts bundled in. */
export async function validatorCode(schema: Schema): Promise<string> {
  const judging = withoutAnnotations(schema);
  const pointers = new Map<unknown, string>([[judging, '#']]);
  for (const [name, definition] of Object.entries(judging.definitions)) {
    pointers.set(definition, `#/definitions/${name}`);
  }
  const starts = new Map<string, string>();
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    // Small functions, of which one run needs few, and no words: schema-finding.ts has better ones.
    inlineRefs: false,
    messages: false,
    code: {
      source: true,
      esm: true,
      process(code, part) {
        const start = pointers.get(part?.schema);
        if (start !== undefined) starts.set(functionName(code), start);
        return code;
      },
    },
  });
  // The package's default export is the function itself at run time, a namespace to the compiler.
  const toCode = standalone as unknown as typeof standalone.default;
  // Each of ajv's functions calls its own part of the schema "#".
  const functions = toCode(ajv, ajv.compile(judging)).split(/(?=function validate\d)/);
  const code = functions.map((text) => {
    const start = starts.get(functionName(text));
    if (start === undefined && text.includes('schemaPath:')) throw new Error('a $ref into a part');
    return text.replaceAll('schemaPath:"#', `schemaPath:"${start}`);
  });
  const bundled = await build({
    stdin: { contents: code.join(''), resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'esm',
    write: false,
    legalComments: 'none',
  });
  return `// Generated from schemas/deploy.schema.json\n${bundled.outputFiles[0]?.text}`;
}

function functionName(code: string): string {
  return /function (validate\d+)/.exec(code)?.[1] ?? '';
}

/** A schema without what judges nothing. A field of the same name stays: under "properties" it is a map. */
function withoutAnnotations(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    ANNOTATIONS.has(key) && (typeof value !== 'object' || Array.isArray(value)) ? undefined : value,
  );
}

const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['title', 'description', 'default', 'examples', 'x-side', 'x-form', 'x-keys-of', 'tsType'],
]);
