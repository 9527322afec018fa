import { describe, expect, it } from '@jest/globals';
import { ValidationPipe } from '@nestjs/common';
import { IsInt } from 'class-validator';
import fc from 'fast-check';
import { type RequestClass } from './field.js';
import { tryRequest } from './try-request.js';
import {
  CheckedLater,
  Flag,
  Int,
  Nested,
  OneOf,
  OptionalInstant,
  OptionalText,
  QueryInt,
  UuidList,
} from './validation.js';

class Part {
  @Int({ min: 1, max: 3 })
  readonly seats!: number;

  @Flag({ optional: true })
  readonly adjacent?: boolean;
}

class Parent {
  @QueryInt({ min: 1, max: 100 })
  readonly limit: number = 20;
}

class Sample extends Parent {
  @OptionalText({ max: 3, nullable: true })
  readonly name?: string | null;

  @OneOf(['a', 'b'])
  readonly word!: string;

  @UuidList({ max: 2, optional: true })
  readonly ids?: readonly string[];

  @OptionalInstant()
  readonly at?: Date;

  @Nested(() => Part, { optional: true })
  readonly part?: Part;
}

class Mixed {
  @Int({ min: 1, max: 3 })
  @IsInt()
  readonly seats!: number;
}

class Open {
  @CheckedLater(() => Part)
  readonly part?: object;
}

const library = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  forbidUnknownValues: true,
});

const byLibrary = (metatype: RequestClass, value: unknown): Promise<unknown> =>
  library.transform(structuredClone(value), { type: 'body', metatype }).catch(() => undefined);

const ID = '018F2A5E-0000-7000-8000-000000000000';

/** Right nine times out of ten. */
const mostly = (right: readonly unknown[], ...wrong: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });

const value = fc.record(
  {
    limit: mostly(['5', '100'], '0', 7, null, '1e3'),
    name: mostly([' ab ', null, 'e\u0301e\u0301e\u0301'], 'abcd', '', 3),
    word: mostly(['a', 'b'], 'c', null),
    ids: mostly([[], [ID]], [ID, ID.toLowerCase()], ['x'], ID, null, {}),
    at: mostly(['2027-05-01T18:00:00Z'], 'tomorrow', null, 5),
    part: mostly([{ seats: 1 }, { seats: 2, adjacent: true }], { seats: 4 }, { seats: 1, x: 1 }, [], null),
  },
  { requiredKeys: ['word'] },
);

// Goal: the quick look says what the libraries say, or nothing. Method: both, over values right and wrong.
describe('the quick look at a request', () => {
  it('makes what class-transformer makes, and of nothing that class-validator refuses', async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(value, async (sent) => {
        for (const candidate of [sent, { ...sent, unknown: 1 }]) {
          const expected = await byLibrary(Sample, candidate);
          const quick = tryRequest(Sample, structuredClone(candidate));
          expect(quick).toStrictEqual(expected);
          if (quick) made += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(made).toBeGreaterThan(50);
  });

  it.each([null, undefined, 'text', 5, [], [{ word: 'a' }]])('leaves %j alone', (sent) => {
    expect(tryRequest(Sample, sent)).toBeUndefined();
  });

  it('leaves fields named like a member of every object to the careful look', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(tryRequest(Sample, JSON.parse(`{"word":"a","${name}":{}}`))).toBeUndefined();
    }
  });

  it('leaves classes alone that have rules of another kind, or parts that are checked later', () => {
    expect(tryRequest(Mixed, { seats: 1 })).toBeUndefined();
    expect(tryRequest(Open, { part: {} })).toBeUndefined();
    expect(tryRequest(Object as unknown as RequestClass, {})).toBeUndefined();
  });
});
