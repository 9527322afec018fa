/** How two deeds compare in time, all in milliseconds. `spreadMs` is the standard error of the median difference. */
export interface TimeComparison {
  readonly differenceMs: number;
  readonly spreadMs: number;
  /** Of the first deed. */
  readonly medianMs: number;
}

/**
 * Times two deeds in pairs, in turns of who goes first, so that whatever else the machine does meets both alike; compares by
 * medians, which a few disturbed pairs do not move.
 * @param pairs ≥ 10
 */
export async function medianDifference(
  pairs: number,
  first: () => Promise<void>,
  second: () => Promise<void>,
): Promise<TimeComparison> {
  const timed = async (deed: () => Promise<void>): Promise<number> => {
    const start = performance.now();
    await deed();
    return performance.now() - start;
  };
  const differences: number[] = [];
  const times: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const inOrder = pair % 2 === 0;
    const one = await timed(inOrder ? first : second);
    const two = await timed(inOrder ? second : first);
    times.push(inOrder ? one : two);
    differences.push(inOrder ? two - one : one - two);
  }
  const differenceMs = medianOf(differences);
  // From the median absolute deviation: 1.4826 makes it a standard deviation, 1.2533 is the median's share of efficiency.
  const deviation = 1.4826 * medianOf(differences.map((value) => Math.abs(value - differenceMs)));
  return { differenceMs, spreadMs: (1.2533 * deviation) / Math.sqrt(pairs), medianMs: medianOf(times) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return ((sorted[middle] ?? 0) + (sorted[sorted.length - 1 - middle] ?? 0)) / 2;
}
