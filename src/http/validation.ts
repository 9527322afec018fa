import { field, type FieldOptions } from './field.js';
import { parseInstant } from './instant.js';
import { isCleanText, lengthOf, normaliseText } from './text.js';
import { UUID_PATTERN } from './uuid.js';

/** Bounds of a text in Unicode characters (code points), after trimming. `min` defaults to 1. */
export interface TextOptions extends FieldOptions {
  readonly max: number;
  readonly min?: number;
  /** Line breaks and tabs are allowed inside. */
  readonly multiline?: boolean;
  /** False for passwords: a leading space is part of the secret. */
  readonly trim?: boolean;
  /** What the normalised text must look like, and how to say so ("must be …"). */
  readonly pattern?: RegExp;
  readonly patternMessage?: string;
  readonly format?: string;
  /** The form in which the text is checked and handed on, made of the normalised one. */
  readonly fold?: (text: string) => string;
}

/** A text: a string, NFC, trimmed, well-formed, no NUL and no control characters, `min`–`max` characters. */
export const Text = (options: TextOptions): PropertyDecorator => {
  const { max, min = 1, multiline = false, trim = true, pattern, patternMessage, format, fold } = options;
  const size = min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return field(
    {
      name: 'text',
      normalise: (value) => {
        const text = normaliseText(value, trim);
        return fold && typeof text === 'string' ? fold(text) : text;
      },
      test: (value) =>
        typeof value === 'string' &&
        isCleanText(value, multiline) &&
        lengthOf(value) >= min &&
        lengthOf(value) <= max &&
        (pattern?.test(value) ?? true),
      message: patternMessage ?? `must be a text of ${size} characters without control characters`,
      schema: {
        type: 'string',
        minLength: min,
        maxLength: max,
        ...(format !== undefined && { format }),
        ...(pattern && { pattern: pattern.source }),
      },
    },
    options,
  );
};

/** As `Text`, and may be absent. */
export const OptionalText = (options: TextOptions): PropertyDecorator => Text({ ...options, optional: true });

/** Range of a number, both ends included. */
export interface RangeOptions extends FieldOptions {
  readonly min: number;
  readonly max: number;
}

const isWholeBetween =
  (min: number, max: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;

/** A whole JSON number (never a string) in `min`–`max`. */
export const Int = (options: RangeOptions): PropertyDecorator =>
  field(
    {
      name: 'int',
      test: isWholeBetween(options.min, options.max),
      message: `must be a whole number from ${options.min} to ${options.max}`,
      schema: { type: 'integer', minimum: options.min, maximum: options.max },
    },
    options,
  );

/** As `Int`, and may be absent. */
export const OptionalInt = (options: RangeOptions): PropertyDecorator => Int({ ...options, optional: true });

/** A whole number in a query string: only digits count as one, so `1e3`, ` 5` and `0x10` are refused. */
export const QueryInt = (options: RangeOptions & { readonly default?: number }): PropertyDecorator =>
  field(
    {
      name: 'queryInt',
      normalise: (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
      test: isWholeBetween(options.min, options.max),
      message: `must be a whole number from ${options.min} to ${options.max}`,
      schema: {
        type: 'integer',
        minimum: options.min,
        maximum: options.max,
        ...(options.default !== undefined && { default: options.default }),
      },
    },
    { ...options, optional: true },
  );

/** A JSON `true` or `false`. */
export const Flag = (options: FieldOptions & { readonly default?: boolean } = {}): PropertyDecorator =>
  field(
    {
      name: 'flag',
      test: (value) => typeof value === 'boolean',
      message: 'must be true or false',
      schema: { type: 'boolean', ...(options.default !== undefined && { default: options.default }) },
    },
    options,
  );

/** As `Flag`, and may be absent. */
export const OptionalFlag = (options: FieldOptions & { readonly default?: boolean } = {}): PropertyDecorator =>
  Flag({ ...options, optional: true });

/** One of the given words. */
export const OneOf = (words: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      name: 'oneOf',
      test: (value) => typeof value === 'string' && words.includes(value),
      message: `must be one of: ${words.join(', ')}`,
      schema: { type: 'string', enum: [...words] },
    },
    options,
  );

/** As `OneOf`, and may be absent. */
export const OptionalOneOf = (words: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  OneOf(words, { ...options, optional: true });

/** An ISO 8601 date-time with `Z` or an offset, years 2000–2199; the property becomes a `Date`. */
export const Instant = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      name: 'instant',
      normalise: (value) => parseInstant(value) ?? value,
      test: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
      message: 'must be an ISO 8601 date-time such as 2027-05-01T18:00:00Z, years 2000 to 2199',
      schema: { type: 'string', format: 'date-time' },
    },
    options,
  );

/** As `Instant`, and may be absent. */
export const OptionalInstant = (options: FieldOptions = {}): PropertyDecorator =>
  Instant({ ...options, optional: true });

const lowerCased = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** A UUID of any version; the property becomes its lower-case form. */
export const Uuid = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      name: 'uuid',
      normalise: lowerCased,
      test: (value) => typeof value === 'string' && UUID_PATTERN.test(value),
      message: 'must be a UUID',
      schema: { type: 'string', format: 'uuid' },
    },
    options,
  );

/** How many items a list may have. */
export interface ListOptions extends FieldOptions {
  readonly max: number;
  readonly min?: number;
}

/** A list of different UUIDs; each becomes its lower-case form. */
export const UuidList = (options: ListOptions): PropertyDecorator => {
  const { max, min = 0 } = options;
  return field(
    {
      name: 'uuidList',
      normalise: (value) => (Array.isArray(value) ? value.map(lowerCased) : value),
      test: (value) =>
        Array.isArray(value) &&
        value.length >= min &&
        value.length <= max &&
        value.every((id) => typeof id === 'string' && UUID_PATTERN.test(id)) &&
        new Set(value).size === value.length,
      message: `must be a list of ${min} to ${max} different UUIDs`,
      schema: { type: 'array', minItems: min, maxItems: max, items: { type: 'string', format: 'uuid' } },
    },
    options,
  );
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

// `type: () => type()` below: swagger knows a lazy type by the name of the function, which has to be `type`.

/** An optional object of any content that the service checks itself; only its schema is stated here. */
export const CheckedLater = (type: () => new () => object, options: FieldOptions = {}): PropertyDecorator =>
  field(
    { name: 'any', test: () => true, isOpen: true, message: 'must be an object', schema: { type: () => type() } },
    { ...options, optional: true },
  );

/** An object with rules of its own; its errors point inside, e.g. `#/waitlist/mode`. */
export const Nested = (type: () => new () => object, options: FieldOptions = {}): PropertyDecorator =>
  field(
    { name: 'object', test: isObject, nested: type, message: 'must be an object', schema: { type: () => type() } },
    options,
  );
