/** SQL with its parameters, as a connection takes them. */
export type Statement = readonly [sql: string, parameters: unknown[]];

/** Of a function of the database, which keeps its plans (migration "keep plans of hot statements"). */
export interface Call {
  readonly name: string;
  readonly values: readonly unknown[];
}

/**
 * Calls as one statement, since each costs a round of the protocol, and a statement without FROM next to nothing to plan.
 * PostgreSQL makes them from left to right; what a function reads is what is there when its turn comes.
 * @returns a statement with one row, that has the value of each function under its name
 */
export function inOneStatement(calls: readonly Call[]): Statement {
  const parameters: unknown[] = [];
  const made = calls.map(({ name, values }) => {
    const places = values.map((value) => `$${parameters.push(value)}`);
    return `${name}(${places.join(', ')})`;
  });
  return [`SELECT ${made.join(', ')}`, parameters];
}
