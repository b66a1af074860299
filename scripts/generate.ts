/** Writes src/generated/: the descriptor's types, its validator, the compiled templates, the version. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';
import { precompile } from '../src/core/precompile.ts';
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
await writeFile(`${OUT}/templates.js`, await templates());
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

/** Every template, guarded and compiled: templates/TARGET/FILE.DIALECT.hbs becomes TARGET/FILE.DIALECT. */
async function templates(): Promise<string> {
  const sources = new Map<string, string>();
  for (const directory of (await readdir('templates')).sort()) {
    for (const file of (await readdir(`templates/${directory}`)).sort()) {
      const name = `${directory}/${file.replace(/\.hbs$/, '')}`;
      sources.set(name, await readFile(`templates/${name}.hbs`, 'utf8'));
    }
  }
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
    .map(
      ({ name, program }) =>
        `  get ${JSON.stringify(name)}() { return ${JSON.stringify(program)}; },`,
    );
  return `// Generated from templates/\nexport const templates = {\n${entries.join('\n')}\n};\n`;
}
