/** A cell with the separator behind it: quoted with doubled quotes inside, or bare without quotes and line breaks. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;

/**
 * Reads CSV as strictly as RFC 4180 states it, so that a test fails on what only lenient programs would read.
 * @throws Error at the first place that is not as it should be
 */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const at = CELL.lastIndex;
    const cell = CELL.exec(text);
    if (!cell) throw new Error(`not CSV at ${at}: ${JSON.stringify(text.slice(at, at + 80))}`);
    record.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '');
    if (cell[3] === ',') continue;
    records.push(record);
    record = [];
  }
  if (record.length > 0) throw new Error('the last record is not complete');
  return records;
}

/** The records as objects by header. @throws Error where a record has another number of cells than the header */
export function parseCsvTable(text: string): Record<string, string>[] {
  const [header = [], ...records] = parseCsv(text);
  return records.map((record) => {
    if (record.length !== header.length) throw new Error(`not as long as the header: ${JSON.stringify(record)}`);
    return Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']));
  });
}
