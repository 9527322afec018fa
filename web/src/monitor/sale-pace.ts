/** Seconds that are looked back on. */
export const PACE_SECONDS = 60;
/** "Right now" is the mean of so many seconds: the stream tells in quarters, and one second alone jumps. */
const NOW_SECONDS = 3;

/** How fast an event sells: seats sold in each second, the latest last. */
export interface Pace {
  /** Seats taken so far, as last told. */
  readonly taken: number;
  /** The second of the last entry, since 1970. */
  readonly second: number;
  readonly perSecond: readonly number[];
  /** The most in any second that was seen. */
  readonly peak: number;
}

/** Where a page that has just been opened begins: what was sold before is nobody's pace. */
export const startPace = (taken: number, nowMs: number): Pace => ({
  taken,
  second: Math.floor(nowMs / 1000),
  perSecond: Array.from({ length: PACE_SECONDS }, () => 0),
  peak: 0,
});

/** The pace once time has passed and maybe more was told; seats given back do not sell backwards. */
export function paceAt(pace: Pace, taken: number, nowMs: number): Pace {
  const second = Math.max(pace.second, Math.floor(nowMs / 1000));
  const passed = Math.min(PACE_SECONDS, second - pace.second);
  const sold = Math.max(0, taken - pace.taken);
  if (passed === 0 && sold === 0 && taken === pace.taken) return pace;
  const perSecond = [...pace.perSecond.slice(passed), ...Array.from({ length: passed }, () => 0)];
  const current = (perSecond.at(-1) ?? 0) + sold;
  return { taken, second, perSecond: [...perSecond.slice(0, -1), current], peak: Math.max(pace.peak, current) };
}

/** Seats per second right now. */
export function rateOf({ perSecond }: Pace): number {
  const recent = perSecond.slice(-NOW_SECONDS);
  return recent.reduce((sum, sold) => sum + sold, 0) / recent.length;
}
