type Results<T extends readonly unknown[]> = { -readonly [Index in keyof T]: Awaited<T[Index]> };

/**
 * Waits for statements that were sent together over one connection; the server answers them in the order in which
 * they were sent, in one round trip (`pipeline` of node-postgres).
 * @throws the error of the first that failed; those behind it only say that their transaction had failed already
 */
export async function answersOf<T extends readonly unknown[]>(statements: readonly [...T]): Promise<Results<T>> {
  const settled: PromiseSettledResult<unknown>[] = await Promise.allSettled(statements);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  }) as Results<T>;
}
