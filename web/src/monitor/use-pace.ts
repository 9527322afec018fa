import { useState } from 'react';
import { useNow } from '../ui/use-now.js';
import { type Pace, paceAt, startPace } from './sale-pace.js';

/** How fast an event sells, second by second. @param taken seats sold, as the stream tells; undefined until it does */
export function usePace(taken: number | undefined): Pace | undefined {
  const nowMs = useNow();
  const [pace, setPace] = useState<Pace>();
  if (taken === undefined) return undefined;
  const next = pace ? paceAt(pace, taken, nowMs) : startPace(taken, nowMs);
  if (next !== pace) setPace(next);
  return next;
}
