/** Columns of a table, or what they are compared with; in SQL. */
type Terms = readonly [string, ...string[]];

/**
 * The condition that `columns` are `values`, in SQL, for an index that starts with these columns in this order. As plain
 * equalities, what a user has of an event that has just gone on sale may be looked for among all that the event has:
 * PostgreSQL has not counted its rows yet, and thinks that they are few. An index that starts otherwise cannot serve a
 * comparison of rows; the equality of the first column tells how little is to be expected.
 */
export function rowIs(columns: Terms, values: Terms): string {
  const row = `(${values.join(', ')})`;
  return `${columns[0]} = ${values[0]} AND (${columns.join(', ')}) BETWEEN ${row} AND ${row}`;
}
