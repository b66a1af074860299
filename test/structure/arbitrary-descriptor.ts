import fc from 'fast-check';
import { someExtra } from './arbitrary-extra.ts';

/** A JSON Schema, as far as ours goes. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/**
 * Descriptors that the schema lets pass, most of them strange.
 *
 * @param wanted fields that every application, or site, shall have
 * @param often values that some of them mostly have
 */
export function arbitraryOf(
  root: Schema,
  wanted: readonly string[] = [],
  often: Readonly<Record<string, unknown>> = {},
): fc.Arbitrary<unknown> {
  return of(root);

  function of(schema: Schema): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return of(definition(schema.$ref));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const types = [schema.type ?? 'object'].flat();
    return fc.oneof(...types.map((type) => ofType(type, schema)));
  }

  function ofType(type: string, schema: Schema): fc.Arbitrary<unknown> {
    switch (type) {
      case 'string':
        return text(schema.pattern);
      case 'integer':
        return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 9, 70_000) });
      case 'boolean':
        return fc.boolean();
      case 'array': {
        const items = of(schema.items ?? {});
        const bounds = { minLength: schema.minItems ?? 0, maxLength: 3 };
        return schema.uniqueItems ? fc.uniqueArray(items, bounds) : fc.array(items, bounds);
      }
      case 'object':
        return object(schema);
      case 'null':
        return fc.constant(null);
      default:
        throw new TypeError(`no arbitrary for ${type}`);
    }
  }

  function object(schema: Schema): fc.Arbitrary<unknown> {
    // A branch of "if" on what the value is: either way of writing it.
    const branches = leaves(schema);
    if (branches.length > 0) return fc.oneof(...branches.map((branch) => of(branch)));
    if (schema.properties !== undefined) return record(schema, schema.properties);
    const values = schema.additionalProperties;
    if (values === undefined || typeof values === 'boolean') return fc.constant({});
    return fc.dictionary(text(schema.propertyNames?.pattern), of(values), {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }

  /** Few of the optional fields at a time: what many fields have in common would refuse nearly every descriptor. */
  function record(schema: Schema, properties: NonNullable<Schema['properties']>) {
    const required = new Set([...(schema.required ?? schema.else?.required ?? []), ...wanted]);
    const fields = Object.entries(properties).flatMap(([key, field]) =>
      typeof field === 'object' && key !== 'apps' ? [[key, field] as const] : [],
    );
    const model = fields.map(([key, field]) => {
      const value = fieldValue(key, field).map((one): [string, unknown][] => [[key, one]]);
      const weight = RARE.has(key) ? 200 : 3;
      return required.has(key) ? value : fc.oneof({ weight, arbitrary: fc.constant([]) }, value);
    });
    const alone = fc.tuple(...model).map((entries) => Object.fromEntries(entries.flat()));
    const { apps, hosts, name } = properties;
    if (typeof apps !== 'object' || typeof hosts !== 'object' || typeof name !== 'object')
      return alone;
    const several = fc.record(
      { apps: of(apps), hosts: of(hosts), name: of(name) },
      { requiredKeys: ['apps', ...(wanted.includes('hosts') ? (['hosts'] as const) : [])] },
    );
    return fc.oneof({ weight: 4, arbitrary: alone }, several);
  }

  function fieldValue(key: string, field: Schema): fc.Arbitrary<unknown> {
    const sound = key in often ? fc.constant(often[key]) : MOSTLY_SOUND[key];
    if (sound === undefined) return ODD_BUT_SOUND[key] ?? of(field);
    return fc.oneof({ weight: 5, arbitrary: sound }, of(field));
  }

  function leaves({ if: condition, then, else: otherwise, properties }: Schema): readonly Schema[] {
    if (condition === undefined || properties !== undefined) return [];
    return [then, otherwise].flatMap((branch) => {
      if (branch === undefined) return [];
      const inner = leaves(branch);
      return inner.length > 0 ? inner : [branch];
    });
  }

  function definition(reference: string): Schema {
    const found = root.definitions?.[reference.replace('#/definitions/', '')];
    if (found === undefined) throw new TypeError(reference);
    return found;
  }
}

/** The same descriptor over HTTP, without what has no place in it. */
export function overHttp(descriptor: unknown): unknown {
  if (typeof descriptor !== 'object' || descriptor === null) return descriptor;
  if ('apps' in descriptor && Array.isArray(descriptor.apps)) {
    return { ...descriptor, apps: descriptor.apps.map(overHttp) };
  }
  return {
    ...descriptor,
    ...{ protocol: 'http', params: {}, bare_mount: 'empty', websocket: true },
  };
}

const segment = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .map((text) => text.replace(/[\0-\x1f\x7f/]/g, '"'))
  .filter((text) => text !== '.' && text !== '..');
const path = fc
  .array(segment, { minLength: 1, maxLength: 2 })
  .map((parts) => `/${parts.join('/')}`);

/** Fields that few targets honour, or that go with few others. */
const RARE = new Set(
  [
    'app threads restart stop reload max_requests log writable_paths network after resources workers protocol',
    'websocket deny redirects auth pass_authorization allow headers maintenance compress',
    'default_server canonical_host tls acme_webroot trusted_proxies encoded_slashes access_log error_log targets',
  ].flatMap((words) => words.split(' ')),
);

/** Fields of which nearly no random text is sound: paths with odd characters, folders that agree. */
const ODD_BUT_SOUND: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  mount: fc.oneof(
    { weight: 4, arbitrary: path },
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => `/${text}`),
  ),
  static: fc
    .array(fc.tuple(path, path, fc.boolean()), { maxLength: 3 })
    .map((entries) =>
      Object.fromEntries(
        entries.map(([url, file, isFolder]) => (isFolder ? [`${url}/`, `${file}/`] : [url, file])),
      ),
    ),
  command: fc
    .tuple(
      path,
      fc.array(fc.oneof(segment, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 4 }),
    )
    .map(([program, parameters]) => [program, ...parameters]),
  extra: someExtra,
  workers: fc
    .tuple(path, fc.array(segment, { maxLength: 2 }), fc.dictionary(fc.constant('A'), segment))
    .map(([program, parameters, environment]) => [
      { name: 'queue', command: [program, ...parameters], processes: 2, environment },
    ]),
  deny: fc.array(path, { minLength: 1, maxLength: 2 }),
  redirects: fc
    .array(fc.tuple(path, fc.constantFrom('/new/', '/a%20b?c=d', 'https://b.example/$x')), {
      minLength: 1,
      maxLength: 2,
    })
    .map((pairs) => pairs.map(([from, to]) => ({ from, to }))),
  auth: fc
    .tuple(fc.stringMatching(/^[\x20-\x7e]{1,9}$/), path)
    .map(([realm, file]) => ({ basic: { realm, file } })),
  allow: fc.constant(['10.0.0.0/8', '::1']),
  access_log: fc.constantFrom('off', '/dev/null'),
  error_log: fc.constant('/dev/null'),
  trusted_proxies: fc.constant(['10.0.0.0/8', '2001:db8::/32']),
  canonical_host: fc.constant('shop.example.org'),
  app: fc.oneof(
    path.map((script) => ({ kind: 'psgi', script })),
    path.map((script) => ({ kind: 'php', script })),
    path.map((virtualenv) => ({ kind: 'wsgi', module: 'shop:app', virtualenv })),
  ),
};

const tcp = fc
  .tuple(
    fc.constantFrom('127.0.0.1', '10.0.0.1', '[::1]', '[2001:db8::1]', 'app.example.org'),
    fc.integer({ min: 1, max: 65_535 }),
  )
  .map(([host, port]) => `${host}:${port}`);
const account = fc.constantFrom('shop', 'www-data', 'root');

/** Fields of which random text is sound too seldom, though it should be tried. */
const MOSTLY_SOUND: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  socket: fc.oneof(
    { weight: 3, arbitrary: path.map((file) => `unix:${file}`) },
    {
      weight: 3,
      arbitrary: fc.record(
        {
          path,
          owner: account,
          group: account,
          mode: fc.constantFrom('0660', '0600', '666'),
          backlog: fc.integer({ min: 1, max: 4096 }),
        },
        { requiredKeys: ['path'] },
      ),
    },
    { weight: 2, arbitrary: tcp },
    { weight: 1, arbitrary: fc.uniqueArray(tcp, { minLength: 2, maxLength: 3 }) },
  ),
  listen: fc.uniqueArray(
    fc.constantFrom<unknown>(80, 8080, '127.0.0.1:81', '[::1]:82', '[::]:83'),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
};

/** Text that a pattern lets pass; where the pattern only says how it begins, anything may follow. */
function text(pattern: string | undefined): fc.Arbitrary<string> {
  if (pattern === undefined) return strange;
  if (!pattern.endsWith('$')) {
    const beginning = pattern.replace(/^\^/, '').includes('unix') ? '/run/' : '/';
    return strange.map((rest) => beginning + rest);
  }
  if (pattern === '^/[^\\x00]*$') return strange.map((rest) => `/${rest.replaceAll('\0', '')}`);
  return fc.stringMatching(new RegExp(pattern));
}

const strange = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z0-9./_-]{0,12}$/) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...['"', "'", '\\', '$', '${x}', '%', '%h', '%{x}', '#', ';', '{', '}', '<', '>', '\n'],
          ...[
            '\t',
            ' ',
            '(',
            ')',
            ',',
            '=',
            '|',
            '&',
            '*',
            '`',
            '\r',
            '\x7f',
            'é',
            'a',
            '\\\n',
            '" #',
          ],
        ),
        { maxLength: 8 },
      )
      .map((pieces) => pieces.join('')),
  },
);
