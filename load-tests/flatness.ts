import { type Check, type Sample } from '#run-record';

/** The second fifth of a run: caches are warm and the compiler is done. The last fifth is held against it. */
const [WARM_FROM, WARM_TO, LAST_FROM] = [0.2, 0.4, 0.8];

/**
 * Twice as slow and a time slice of other programs more is slower; less is the noise of a machine that has the load, the
 * database and perhaps somebody's build on it. Measured on a busy one: p99 of quiet seconds 10 ms, of others 49 ms.
 */
const [SLOWER, SLOWER_MS] = [2, 50];

/**
 * V8 gives memory back late and the allocator later, so that the resident size wanders by a tenth. A leak of 500 bytes a
 * request would add 180 MB in an hour of 100 requests a second, and 6 MB in two minutes: short runs see large leaks only.
 */
const [LARGER_RSS, LARGER_RSS_BYTES] = [1.15, 32 * 2 ** 20];

/** The least the heap holds in a fifth, right after a collection: garbage is not counted, so this may grow by less. */
const [LARGER_HEAP, LARGER_HEAP_BYTES] = [1.1, 12 * 2 ** 20];

/** Answers at the end take as long as those after the warm-up. */
export function checkFlatLatency(samples: readonly Sample[]): Check[] {
  const { warm, last } = fifths(samples);
  return (['p50Ms', 'p99Ms'] as const).map((name) => {
    const [before, after] = [median(valuesOf(warm, name)), median(valuesOf(last, name))];
    const bound = before * SLOWER + SLOWER_MS;
    return {
      name: `${name === 'p50Ms' ? 'p50' : 'p99'} stays flat`,
      passed: after <= bound,
      expected: `at most ${bound.toFixed(0)} ms at the end, after ${before.toFixed(1)} ms`,
      found: `${after.toFixed(1)} ms`,
    };
  });
}

/** The server holds as much at the end as after the warm-up. @returns nothing where `/metrics` is out of reach */
export function checkFlatMemory(samples: readonly Sample[]): Check[] {
  const { warm, last } = fifths(samples);
  const [rssBefore, rssAfter] = [median(valuesOf(warm, 'rssBytes')), median(valuesOf(last, 'rssBytes'))];
  if (Number.isNaN(rssBefore) || Number.isNaN(rssAfter)) return [];
  const [heapBefore, heapAfter] = [Math.min(...valuesOf(warm, 'heapBytes')), Math.min(...valuesOf(last, 'heapBytes'))];
  return [
    checkSize('memory stays flat', rssBefore, rssAfter, rssBefore * LARGER_RSS + LARGER_RSS_BYTES),
    checkSize('heap stays flat', heapBefore, heapAfter, heapBefore * LARGER_HEAP + LARGER_HEAP_BYTES),
  ];
}

function fifths(samples: readonly Sample[]): { warm: readonly Sample[]; last: readonly Sample[] } {
  const end = samples.at(-1)?.atMs ?? 0;
  return {
    warm: samples.filter(({ atMs }) => atMs > end * WARM_FROM && atMs <= end * WARM_TO),
    last: samples.filter(({ atMs }) => atMs > end * LAST_FROM),
  };
}

type Measured = 'p50Ms' | 'p99Ms' | 'rssBytes' | 'heapBytes';

const valuesOf = (samples: readonly Sample[], name: Measured): number[] =>
  samples.map((sample) => sample[name]).filter((value) => value !== undefined);

/** The lower median; NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

const checkSize = (name: string, before: number, after: number, bound: number): Check => ({
  name,
  passed: after <= bound,
  expected: `at most ${mebibytes(bound)} at the end, after ${mebibytes(before)}`,
  found: mebibytes(after),
});

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
