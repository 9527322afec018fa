import { describe, expect, it } from '@jest/globals';
import { readAll, toCsv } from './csv.js';

// Goal: every program reads back what we wrote, and no spreadsheet runs it. Method: the text of single records.
describe('a CSV record', () => {
  it('ends with CRLF and leaves absent values empty', () => {
    expect(toCsv([['a', 1, null, ''], ['b', 0, null, 'ä']])).toBe('a,1,,\r\nb,0,,ä\r\n'); // prettier-ignore
  });

  it.each([
    ['commas', 'a,b', '"a,b"'],
    ['quotes', 'say "hi"', '"say ""hi"""'],
    ['CRLF', 'a\r\nb', '"a\r\nb"'],
    ['a lone line feed', 'a\nb', '"a\nb"'],
    ['a lone carriage return', 'a\rb', '"a\rb"'],
  ])('quotes %s', (_what, text, cell) => {
    expect(toCsv([[text]])).toBe(`${cell}\r\n`);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['＝1+1', "'＝1+1"],
    ['-1,=2', `"'-1,=2"`],
  ])('defuses the formula %j', (text, cell) => {
    expect(toCsv([[text]])).toBe(`${cell}\r\n`);
  });

  it('leaves numbers and signs further inside alone', () => {
    expect(toCsv([[-3, 'a=b', 'x@example.org', "o'neil"]])).toBe("-3,a=b,x@example.org,o'neil\r\n");
  });
});

// Goal: every row once. Method: a list of numbers read by keyset, with lengths around the size of one read.
describe('reading all of a list', () => {
  it.each([0, 1, 499, 500, 501, 1_000, 1_250])('gives each of %d rows once, in order', async (length) => {
    const list = Array.from({ length }, (_, index) => index);
    const found: number[] = [];
    const read = (after: number | undefined, limit: number): Promise<number[]> =>
      Promise.resolve(list.filter((row) => row > (after ?? -1)).slice(0, limit));
    for await (const rows of readAll(read)) found.push(...rows);
    expect(found).toEqual(list);
  });
});
