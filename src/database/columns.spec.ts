import { describe, expect, it } from '@jest/globals';
import { toColumns } from './columns.js';

const valuesOf = (type: Parameters<typeof toColumns>[1][string][0], values: readonly unknown[]): unknown =>
  toColumns(values, { column: [type, (value) => value] }).values[0];

describe('toColumns', () => {
  it('names the columns and reads them from one array each, in the order of the rows', () => {
    const { names, select } = toColumns([], { id: ['uuid', () => ''], tags: ['text[]', () => []] }, 3);
    expect(names).toBe('id, tags');
    expect(select).toBe('SELECT id, tags::text[] FROM unnest($3::uuid[], $4::text[]) AS sent (id, tags)');
  });

  it.each<[Parameters<typeof valuesOf>[0], unknown[], string]>([
    ['text', ['plain', 'R-1', ''], '{plain,R-1,""}'],
    ['text', ['NULL', 'null', null], '{"NULL","null",NULL}'],
    [
      'text',
      ['a, b', '{c}', 'say "hi"', String.raw`back\slash`],
      String.raw`{"a, b","{c}","say \"hi\"","back\\slash"}`,
    ],
    ['text[]', [['A 1', 'B "2"'], []], String.raw`{"{\"A 1\",\"B \\\"2\\\"\"}","{}"}`],
    ['jsonb', [{ text: 'a "b" \n' }, null], String.raw`{"{\"text\":\"a \\\"b\\\" \\n\"}",NULL}`],
    ['timestamptz', [new Date(0), null], '{1970-01-01T00:00:00.000Z,NULL}'],
    ['integer', [1, null, -2], '{1,NULL,-2}'],
    ['boolean', [true, false], '{true,false}'],
    ['text', ['a b', 'a b', null, null, 'a b', 'c'], '{"a b","a b",NULL,NULL,"a b",c}'],
    ['integer', [null, 7, 7, 8, 7], '{NULL,7,7,8,7}'],
  ])('writes an array of %s as PostgreSQL reads it', (type, values, literal) => {
    expect(valuesOf(type, values)).toBe(literal);
  });

  it('sends nothing for a column that has no value in any row', () => {
    expect(valuesOf('timestamptz', [null, null])).toBeNull();
  });
});
