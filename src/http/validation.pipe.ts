import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  type ValidationError,
  ValidationPipe,
} from '@nestjs/common';
import { DomainError } from '../shared/domain-error.js';
import { type RequestClass } from './field.js';
import { tryRequest } from './try-request.js';
import { UUID_PATTERN } from './uuid.js';

/** One thing wrong with a request: where (a JSON pointer in a URI fragment, RFC 6901) and what, for people. */
export interface InputError {
  readonly pointer: string;
  readonly detail: string;
}

/** The refusal of bad input, for rules that no decorator can state (e.g. "endsAt is after startsAt"). */
export const invalidInput = (...errors: readonly InputError[]): DomainError =>
  new DomainError('validation-failed', { errors });

/** More than this many errors help nobody, and a hostile body could ask for thousands. */
const ERRORS_MAX = 50;

/** Longer keys are cut in the answer: they are the sender's own text, sent back. */
const KEY_LENGTH_MAX = 80;

/** Where the values of a parameter live: the body is the root, the rest is told apart. */
const ROOTS = { body: '#', query: '#/query', param: '#/path', custom: '#' } as const;

/** A reference token of RFC 6901, safe in a header, a log and JSON. */
const token = (key: string): string =>
  encodeURIComponent(key.slice(0, KEY_LENGTH_MAX).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'));

const detailOf = (constraint: string, message: string): string =>
  constraint === 'whitelistValidation' ? 'is not a known field' : message;

function* flatten(errors: readonly ValidationError[], parent: string): Generator<InputError> {
  for (const { property, constraints = {}, children = [] } of errors) {
    const pointer = `${parent}/${token(property)}`;
    // One message per place: the first that failed says what is expected there.
    const first = Object.entries(constraints)[0];
    if (first) yield { pointer, detail: detailOf(...first) };
    else yield* flatten(children, pointer);
  }
}

/** Carries class-validator's errors from the factory to `transform`, which knows what was validated. */
class ValidationFailure extends Error {
  readonly errors: readonly ValidationError[];

  constructor(errors: readonly ValidationError[]) {
    super('validation failed');
    this.errors = errors;
  }
}

/**
 * Nest's ValidationPipe with our answer: `validation-failed` and a pointer for every error at once
 * (`#/waitlist/mode`, `#/query/limit`, `#/path/id`). Unknown fields are refused.
 */
@Injectable()
export class RequestValidationPipe implements PipeTransform<unknown, unknown> {
  private readonly pipe = new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => new ValidationFailure(errors),
  });

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { type, metatype } = metadata;
    // What our own decorators take out of a request they have checked; a text without a class has no rules.
    if (type === 'custom' || (metatype === String && typeof value === 'string')) return value;
    return (metatype && tryRequest(metatype as RequestClass, value)) ?? this.transformWithCare(value, metadata);
  }

  private async transformWithCare(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && value !== undefined && !isRecord(value)) {
      throw invalidInput({ pointer: '#', detail: 'must be a JSON object' });
    }
    const inherited = [...inheritedKeys(value, ROOTS[metadata.type])];
    if (inherited.length > 0) throw invalidInput(...inherited.slice(0, ERRORS_MAX));
    try {
      return (await this.pipe.transform(value, metadata)) as unknown;
    } catch (error) {
      if (!(error instanceof ValidationFailure)) throw error;
      throw invalidInput(...[...flatten(error.errors, ROOTS[metadata.type])].slice(0, ERRORS_MAX));
    }
  }
}

/**
 * Fields named like a member every object has: `__proto__`, `constructor`, `toString`. Nest and class-transformer drop
 * them without a word, and some reach the prototype on the way; for us they are unknown fields like any other.
 */
function* inheritedKeys(value: unknown, pointer: string): Generator<InputError> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value) as [string, unknown][]) {
    const place = `${pointer}/${token(key)}`;
    if (key in Object.prototype) yield { pointer: place, detail: 'is not a known field' };
    else yield* inheritedKeys(child, place);
  }
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A path parameter that must be a UUID of any version, e.g. `@Param('id', UuidPipe)`; gives its lower-case form. */
@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown, { data, type }: ArgumentMetadata): string {
    if (typeof value !== 'string' || !UUID_PATTERN.test(value)) {
      throw invalidInput({ pointer: `${ROOTS[type]}/${data ?? ''}`, detail: 'must be a UUID' });
    }
    return value.toLowerCase();
  }
}
