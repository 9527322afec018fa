import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, type TransformFnParams, Type } from 'class-transformer';
import { getMetadataStorage, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

/** A class of a request's body, query or part of one. */
export type RequestClass = new () => object;

/**
 * What every field decorator takes. One decorator states the rule, the OpenAPI schema and the message, so that the three
 * cannot drift apart. `optional`: may be absent (undefined). `nullable`: may be null. Absent and null are different things.
 */
export interface FieldOptions {
  readonly description?: string;
  readonly example?: unknown;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}

interface FieldRule {
  readonly name: string;
  /** The form in which a value is checked and handed on; anything it does not know it returns as it came. */
  readonly normalise?: (value: unknown) => unknown;
  readonly test: (value: unknown) => boolean;
  /** The class whose rules an object has to keep as well. */
  readonly nested?: () => RequestClass;
  /** What is inside is somebody else's to check. */
  readonly isOpen?: boolean;
  /** Follows the pointer in an answer: "must be …". */
  readonly message: string;
  readonly schema: ApiPropertyOptions;
}

/** A field as `tryRequest` goes by it. */
export interface Field extends Pick<FieldRule, 'normalise' | 'test' | 'nested' | 'isOpen'> {
  /** An absent or null value that needs no test. */
  readonly mayBe: (value: unknown) => boolean;
}

/** By prototype, as decorators know classes. */
const declared = new WeakMap<object, Map<string, Field>>();

/** Declares a field: its rule to class-validator and class-transformer, its schema to the OpenAPI file. */
export function field(rule: FieldRule, options: FieldOptions): PropertyDecorator {
  const { description, example, optional = false, nullable = false } = options;
  const { name, normalise, test, nested, isOpen = false, message, schema } = rule;
  // Not `@IsOptional`: that one also lets null through where a rule says a text or a number.
  const mayBe = (value: unknown): boolean => (optional && value === undefined) || (nullable && value === null);
  return applyDecorators(
    ApiProperty({
      ...schema,
      required: !optional,
      ...(nullable && { nullable }),
      ...(description !== undefined && { description }),
      ...(example !== undefined && { example }),
    } as ApiPropertyOptions),
    ValidateIf((_, value: unknown) => !mayBe(value)),
    ValidateBy({ name, validator: { validate: test, defaultMessage: () => message } }),
    ...(normalise ? [Transform(({ value }: TransformFnParams): unknown => normalise(value))] : []),
    ...(nested ? [ValidateNested(), Type(nested)] : []),
    (prototype: object, property: string | symbol) => {
      const fields = declared.get(prototype) ?? new Map<string, Field>();
      fields.set(String(property), { test, mayBe, isOpen, ...(normalise && { normalise }), ...(nested && { nested }) });
      declared.set(prototype, fields);
    },
  );
}

/** How many rules class-validator has of a field: the condition, the test, and those inside. */
const rulesOf = ({ nested }: Field): number => (nested ? 3 : 2);

/**
 * All fields of a class, inherited ones too; undefined where it has none, or a rule that did not come from `field`, so
 * that nobody takes these for all.
 */
export function fieldsOf(type: RequestClass): ReadonlyMap<string, Field> | undefined {
  const fields = new Map<string, Field>();
  for (const prototype of ancestry(type.prototype as object).reverse()) {
    for (const [name, one] of declared.get(prototype) ?? []) fields.set(name, one);
  }
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false);
  const expected = [...fields.values()].reduce((sum, one) => sum + rulesOf(one), 0);
  const areAll = rules.length === expected && rules.every(({ propertyName }) => fields.has(propertyName));
  return areAll && fields.size > 0 ? fields : undefined;
}

function ancestry(prototype: object): object[] {
  const parent: unknown = Object.getPrototypeOf(prototype);
  return typeof parent === 'object' && parent !== null ? [prototype, ...ancestry(parent)] : [prototype];
}
