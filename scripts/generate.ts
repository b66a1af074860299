/** Writes src/generated/: the descriptor's types, its validator, the compiled templates, the version. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';
import { precompile } from '../src/core/precompile.ts';
import type { Program } from '../src/core/program.ts';
import { dialects } from '../src/dialects/index.ts';
import { validatorCode } from './validator-code.ts';

const OUT = 'src/generated';
await mkdir(OUT, { recursive: true });

const schema = JSON.parse(await readFile('schemas/deploy.schema.json', 'utf8'));
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
await writeFile(
  `${OUT}/version.ts`,
  `// Generated from package.json\nexport const version = ${JSON.stringify(version)};\n`,
);
await writeFile(
  `${OUT}/schema-text.ts`,
  `// Generated from schemas/deploy.schema.json\nexport function schemaText(): string {\n  return ${JSON.stringify(`${JSON.stringify(schema, null, 2)}\n`)};\n}\n`,
);
await writeFile(`${OUT}/descriptor.ts`, await descriptorTypes());
await writeFile(`${OUT}/validator.js`, await validatorCode(schema));
await writeFile(
  `${OUT}/validator.d.ts`,
  `import type { ErrorObject } from 'ajv';
import type { Descriptor } from './descriptor.ts';
export declare const validate: {
  (value: unknown): value is Descriptor;
  errors?: ErrorObject[] | null;
};
`,
);
const sources = await templateSources();
await writeFile(`${OUT}/templates.js`, templates());
await writeFile(
  `${OUT}/template-sources.ts`,
  `// Generated from templates/\nexport const templateSources: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(sources), null, 2)};\n`,
);
await writeFile(
  `${OUT}/templates.d.ts`,
  `import type { Program } from '../core/program.ts';
export declare const templates: Readonly<Record<string, Program>>;
`,
);

function descriptorTypes(): Promise<string> {
  return compile(structuredClone(schema), 'Descriptor', {
    additionalProperties: false,
    unreachableDefinitions: true,
    bannerComment: '// Generated from schemas/deploy.schema.json',
    style: { singleQuote: true },
  });
}

/** templates/TARGET/FILE.DIALECT.hbs as TARGET/FILE.DIALECT. */
async function templateSources(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const directory of (await readdir('templates')).sort()) {
    for (const file of (await readdir(`templates/${directory}`)).sort()) {
      const name = `${directory}/${file.replace(/\.hbs$/, '')}`;
      found.set(name, await readFile(`templates/${name}.hbs`, 'utf8'));
    }
  }
  return found;
}

/** Every template, guarded and compiled. */
function templates(): string {
  const parts = new Set<string>();
  const programs = [...sources.keys()].map((name) => {
    const dialect = dialects.find((known) => name.endsWith(`.${known.name}`));
    if (dialect === undefined) throw new Error(`templates/${name}.hbs: no such dialect`);
    const program = precompile(name, dialect, (wanted) => {
      if (wanted !== name) parts.add(wanted);
      return sources.get(wanted);
    });
    return { name, program };
  });
  // A part stands in its wholes already; getters build only the program that is asked for.
  const entries = programs
    .filter(({ name }) => !parts.has(name))
    .map(({ name, program }) => `  get ${JSON.stringify(name)}() { return ${code(program)}; },`);
  return `// Generated from templates/\nexport const templates = {\n${entries.join('\n')}\n};\n`;
}

/** Without places: these templates are proved against what plans hold. */
function code(program: Program): string {
  return JSON.stringify(program, (key, value) => (key === 'at' ? undefined : value));
}
