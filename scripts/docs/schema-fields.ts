/** As much of a JSON Schema as the page shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly 'x-side'?: string;
  readonly 'x-form'?: string;
}

export interface Field {
  readonly name: string;
  readonly side: string;
  readonly description: string;
  readonly form: string;
  /** Undefined: none. */
  readonly defaultValue: unknown;
  readonly examples: readonly unknown[];
  /** The maps within, each with a title. */
  readonly parts: readonly { readonly title: string; readonly fields: readonly Field[] }[];
}

/** The fields of a descriptor, in the order of the schema. */
export function fieldsOf(root: Schema): readonly Field[] {
  return propertiesOf(root);

  function propertiesOf({ properties = {} }: Schema): readonly Field[] {
    return Object.entries(properties).map(([name, schema]) => toField(name, resolve(schema)));
  }

  function toField(name: string, schema: Schema): Field {
    if (schema.description === undefined) throw new Error(`"${name}" has no description`);
    return {
      name,
      side: schema['x-side'] ?? '',
      description: schema.description,
      form: formOf(schema),
      defaultValue: schema.default,
      examples: schema.examples ?? [],
      parts: name === 'apps' ? [] : partsOf(schema),
    };
  }

  function partsOf(schema: Schema): Field['parts'] {
    const own = schema.properties === undefined ? [] : [part('The map has', schema)];
    const branches = [schema.then, schema.then?.then, schema.then?.else].flatMap((branch) => {
      const resolved = branch === undefined ? {} : resolve(branch);
      const title = (resolved.description ?? '').replace(/\.$/, '');
      return resolved.properties === undefined ? [] : [part(`${title}, as a map`, resolved)];
    });
    const { items, additionalProperties } = schema;
    const inner = items?.properties ?? null;
    const values = typeof additionalProperties === 'object' ? additionalProperties : null;
    const nested = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const resolved = resolve(property);
      return resolved.properties === undefined ? [] : [part(`\`${name}\` has`, resolved)];
    });
    return [
      ...own,
      ...nested,
      ...branches,
      ...(inner === null ? [] : [part('An item of the list', { properties: inner })]),
      ...(values?.properties === undefined ? [] : [part('A value of the map, as a map', values)]),
    ];
  }

  function part(title: string, schema: Schema) {
    return { title, fields: propertiesOf(schema) };
  }

  /** What a reference leads to; what stands beside it wins. */
  function resolve(schema: Schema): Schema {
    const { $ref, ...beside } = schema;
    if ($ref === undefined) return schema;
    const found = root.definitions?.[$ref.replace('#/definitions/', '')];
    if (found === undefined) throw new Error(`no ${$ref}`);
    return { ...resolve(found), ...beside };
  }
}

function formOf(schema: Schema): string {
  if (schema['x-form'] !== undefined) return schema['x-form'];
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(' or ');
  const range =
    schema.minimum === undefined ? '' : ` from ${schema.minimum} to ${schema.maximum ?? 'any'}`;
  return `${{ integer: 'a number', boolean: '`true` or `false`', string: 'text' }[String(schema.type)] ?? schema.type}${range}`;
}
