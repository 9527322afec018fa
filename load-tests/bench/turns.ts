/**
 * Measures all candidates in each round, each time in another order: a machine that gets slower or faster meanwhile does
 * so for all, and what somebody leaves behind, garbage to collect or pages to write, is not always left to the same one.
 * @returns the figures of each candidate, one per round, in the order of the rounds
 */
export async function takeTurns<Candidate, Figure>(
  candidates: readonly Candidate[],
  rounds: number,
  measure: (candidate: Candidate, round: number) => Promise<Figure>,
): Promise<Map<Candidate, Figure[]>> {
  const figures = new Map<Candidate, Figure[]>(candidates.map((candidate) => [candidate, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const candidate of inOrderOf(round, candidates)) {
      figures.get(candidate)?.push(await measure(candidate, round));
    }
  }
  return figures;
}

/** Round by round from another one on, in other strides: in six rounds of seven, none follows the same one twice. */
function inOrderOf<Candidate>(round: number, candidates: readonly Candidate[]): readonly Candidate[] {
  const { length } = candidates;
  const strides = candidates.map((_, index) => index).filter((stride) => greatestCommonDivisor(stride, length) === 1);
  const stride = strides[round % strides.length] ?? 1;
  return candidates.flatMap((_, place) => {
    const index = (round + place * stride) % length;
    return candidates.slice(index, index + 1);
  });
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
