/**
 * Measures all candidates in each round, A B C, B C A, C A B: a machine that gets slower or faster meanwhile does so for
 * all, and none always follows the same one.
 * @returns the figures of each candidate, one per round, in the order of the rounds
 */
export async function takeTurns<Candidate, Figure>(
  candidates: readonly Candidate[],
  rounds: number,
  measure: (candidate: Candidate, round: number) => Promise<Figure>,
): Promise<Map<Candidate, Figure[]>> {
  const figures = new Map<Candidate, Figure[]>(candidates.map((candidate) => [candidate, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % Math.max(1, candidates.length);
    for (const candidate of [...candidates.slice(first), ...candidates.slice(0, first)]) {
      figures.get(candidate)?.push(await measure(candidate, round));
    }
  }
  return figures;
}
