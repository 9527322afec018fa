/** The part of a JSON schema our OpenAPI file uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One way to get a field wrong. `raw` is JSON text that no value can stand for, such as `1e400`. */
export interface BadValue {
  readonly why: string;
  readonly value?: unknown;
  readonly raw?: string;
}

/** A body that is wrong in one place. `json` is what to send. */
export interface BadBody {
  readonly pointer: string;
  readonly why: string;
  readonly json: string;
}

const HOLE = '@@hole@@';

/** Knows one OpenAPI file: what a valid body is, and every way to spoil it that the schema tells. */
export class BadInput {
  constructor(private readonly document: OpenApi) {}

  resolve(schema: Schema): Schema {
    const { $ref, allOf } = schema;
    const only = allOf?.length === 1 ? allOf[0] : undefined;
    if (only) return this.resolve(only);
    if ($ref === undefined) return schema;
    const found = this.document.components.schemas[$ref.split('/').at(-1) ?? ''];
    if (!found) throw new Error(`${$ref} is not in the file`);
    return found;
  }

  /** A valid value with every required field, plus those of `with`. */
  sample(given: Schema): unknown {
    const schema = this.resolve(given);
    if (schema.example !== undefined) return schema.example;
    if (schema.enum) return schema.enum[0];
    const type = typeOf(schema);
    if (type === 'object') return this.sampleObject(schema);
    if (type === 'array') return [this.sample(schema.items ?? {})];
    if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
    return type === 'boolean' ? true : sampleText(schema);
  }

  private sampleObject({ properties = {}, required = [] }: Schema): object {
    const given = Object.entries(properties).filter(([name]) => required.includes(name));
    return Object.fromEntries(given.map(([name, property]) => [name, this.sample(property)]));
  }

  /** Every way to spoil one field of a body of this schema. */
  *bodies(given: Schema): Generator<BadBody> {
    const schema = this.resolve(given);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const base = this.sample(schema) as Record<string, unknown>;
      const pointer = `#/${name}`;
      if (schema.required?.includes(name)) {
        const rest = Object.entries(base).filter(([other]) => other !== name);
        yield { pointer, why: 'missing', json: JSON.stringify(Object.fromEntries(rest)) };
      }
      for (const bad of this.values(property)) {
        yield { pointer, why: bad.why, json: withValue({ ...base, [name]: HOLE }, bad) };
      }
      for (const inner of this.inside(property)) {
        yield {
          ...inner,
          pointer: pointer + inner.pointer.slice(1),
          json: fill({ ...base, [name]: HOLE }, inner.json),
        };
      }
    }
    const base = this.sample(schema) as Record<string, unknown>;
    for (const name of ['unknownField', '__proto__', 'constructor', 'toString', '']) {
      const json = fill({ ...base, [HOLE]: HOLE }, '1').replace(JSON.stringify(HOLE), JSON.stringify(name));
      yield { pointer: `#/${name}`, why: 'unknown field', json };
    }
  }

  /** Ways to spoil what an object or a list of objects holds. */
  private *inside(given: Schema): Generator<BadBody> {
    const schema = this.resolve(given);
    if (typeOf(schema) === 'object' && schema.properties) yield* this.bodies(schema);
    if (typeOf(schema) !== 'array' || !schema.items) return;
    const items = this.resolve(schema.items);
    if (typeOf(items) !== 'object') return;
    for (const inner of this.bodies(items)) {
      yield { ...inner, pointer: `#/0${inner.pointer.slice(1)}`, json: `[${inner.json}]` };
    }
  }

  /** Values this schema does not allow. */
  *values(given: Schema): Generator<BadValue> {
    const schema = this.resolve(given);
    const type = typeOf(schema);
    if (!isNullable(given) && !isNullable(schema)) yield { why: 'null', value: null };
    const others = WRONG_TYPES.filter(({ types }) => type === undefined || !types.includes(type));
    yield* others.map(({ why, value }) => ({ why, value }));
    yield { why: 'a huge number', raw: '1e400' };
    yield { why: 'a deep list', raw: '['.repeat(12) + ']'.repeat(12) };
    if (type === 'string') yield* textValues(schema);
    if (type === 'integer' || type === 'number') yield* numberValues(schema, type);
    if (type === 'array' && schema.maxItems !== undefined) {
      const item = this.sample(schema.items ?? {});
      yield { why: 'too many items', value: Array.from({ length: schema.maxItems + 1 }, () => item) };
    }
  }
}

const WRONG_TYPES = [
  { why: 'an object', value: { a: 1 }, types: ['object'] },
  { why: 'a list', value: ['a'], types: ['array'] },
  { why: 'a boolean', value: true, types: ['boolean'] },
  { why: 'a text', value: 'text', types: ['string'] },
  { why: 'a number', value: 7, types: ['integer', 'number'] },
];

/** Texts that are wrong for a format, whatever else the schema says. */
const BAD_OF_FORMAT: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    'yesterday',
    '2030-05-01',
    '2030-02-30T00:00:00Z',
    '2030-05-01T25:00:00Z',
    '9999-01-01T00:00:00Z',
    '+275760-09-13T00:00:00Z',
  ],
  email: ['nobody', 'a@b', 'a b@example.org', '@example.org'],
  uuid: ['1', '018f2a5e-0000-7000-8000-0000000000000', '018f2a5e000070008000000000000000'],
};

const typeOf = ({ type, properties }: Schema): string | undefined => {
  const types: readonly (string | undefined)[] = Array.isArray(type) ? type : [type as string | undefined];
  return types.find((name) => name !== 'null') ?? (properties ? 'object' : undefined);
};

const isNullable = ({ type, nullable }: Schema): boolean =>
  nullable === true || (Array.isArray(type) && type.includes('null'));

function sampleText({ format, minLength = 1 }: Schema): string {
  if (format === 'email') return 'somebody@example.org';
  if (format === 'date-time') return '2030-05-01T18:00:00Z';
  if (format === 'uuid') return '018f2a5e-0000-7000-8000-000000000000';
  return 'a'.repeat(Math.max(minLength, 1));
}

function* textValues(schema: Schema): Generator<BadValue> {
  const { minLength = 0, maxLength, format = '' } = schema;
  if (minLength > 1) yield { why: 'too short', value: 'a'.repeat(minLength - 1) };
  if (maxLength !== undefined) {
    yield { why: 'too long', value: 'a'.repeat(maxLength + 1) };
    yield { why: 'far too long', value: 'a'.repeat(maxLength + 20_000) };
  }
  yield* emptyTexts(schema);
  if (schema.enum) yield { why: 'an unknown word', value: 'nonsense' };
  yield* brokenTexts(textOf(schema));
  for (const value of BAD_OF_FORMAT[format] ?? []) yield { why: value, value };
}

function* emptyTexts({ minLength = 0, format, enum: words }: Schema): Generator<BadValue> {
  if (minLength > 0 || format !== undefined || words) yield { why: 'empty', value: '' };
  // Spaces count in a password.
  if (minLength > 0 && format !== 'password') yield { why: 'only spaces', value: ' '.repeat(15) };
}

const textOf = (schema: Schema): string => {
  const known = schema.example ?? schema.enum?.[0];
  return typeof known === 'string' ? known : sampleText(schema);
};

function* brokenTexts(text: string): Generator<BadValue> {
  const [start, end] = [text.slice(0, 2), text.slice(2)];
  yield { why: 'NUL inside', value: `${start}\u0000${end}` };
  yield { why: 'a control character inside', value: `${start}\u001b[31m${end}` };
  yield { why: 'half a surrogate pair', raw: `"${start}\\ud800${end}"` };
}

function* numberValues({ minimum, maximum }: Schema, type: string): Generator<BadValue> {
  if (minimum !== undefined) yield { why: 'too small', value: minimum - 1 };
  if (maximum !== undefined) yield { why: 'too large', value: maximum + 1 };
  yield { why: 'beyond exact numbers', raw: '9007199254740993' };
  yield { why: 'a number as text', value: '1' };
  if (type === 'integer') yield { why: 'a fraction', value: (minimum ?? 0) + 0.5 };
}

const fill = (base: object, json: string): string =>
  JSON.stringify(base).replace(`:${JSON.stringify(HOLE)}`, () => `:${json}`);

const withValue = (base: object, bad: BadValue): string => fill(base, bad.raw ?? JSON.stringify(bad.value));
