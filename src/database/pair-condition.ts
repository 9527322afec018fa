/** Two columns of a table, or what they are compared with; in SQL. */
type Pair = readonly [first: string, second: string];

/**
 * The condition, in SQL, that two columns are these values, written so that the first alone chooses the index. As plain
 * equalities, what a user has of an event that has just gone on sale may be looked for among all that the event has:
 * PostgreSQL has not counted its rows yet, and thinks that they are few. An index that starts with the event cannot serve
 * a comparison of rows that starts with the user; the equality tells how little is to be expected.
 */
export function pairIs([first, second]: Pair, [firstValue, secondValue]: Pair): string {
  const pair = `(${firstValue}, ${secondValue})`;
  return `${first} = ${firstValue} AND (${first}, ${second}) BETWEEN ${pair} AND ${pair}`;
}
