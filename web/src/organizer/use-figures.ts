import { useEffect, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type SaleFiguresResponse } from '../api/schema.js';
import { availabilityQuery } from '../events/event-queries.js';
import { figuresKey, figuresQuery } from './organizer-queries.js';

/** Between two readings while a sale is in motion. Shorter: charts nobody can read, and a busier server. */
const READ_EVERY_MS = 1000;
/** Refusals change no seat, so no stream tells of them; a page in the background does not ask. */
const REFUSALS_EVERY_MS = 10_000;

export type ServerFigures = SaleFiguresResponse['server'];

/** What one run of the program had counted at one moment. */
interface Sample {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly conflicts: number;
}

export interface Figures {
  readonly history: SaleFiguresResponse['history'];
  /** Of all runs of the program that have answered, added up. */
  readonly server: ServerFigures;
  readonly samples: readonly Sample[];
}

/** The sale in numbers, read again when the stream tells of a change. @param isWanted false: nothing is read */
export function useFigures(eventId: string, isWanted = true): Figures | undefined {
  const figures = useQuery({
    ...figuresQuery(eventId),
    enabled: isWanted,
    refetchInterval: REFUSALS_EVERY_MS,
  });
  useReadOnChange(eventId, isWanted);
  const { data } = figures;
  const [runs, setRuns] = useState<ReadonlyMap<string, ServerFigures>>(new Map());
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const [seen, setSeen] = useState<SaleFiguresResponse>();
  if (data && data !== seen) {
    const known = new Map(runs).set(data.server.runId, data.server);
    setSeen(data);
    setRuns(known);
    setSamples([
      ...(samples.length > 0 ? samples : [{ atMs: Date.parse(data.server.since), conflicts: 0 }]),
      { atMs: figures.dataUpdatedAt, conflicts: sumOf(known).conflicts },
    ]);
  }
  return data && runs.size > 0 ? { history: data.history, server: sumOf(runs), samples } : undefined;
}

/** A rush has hundreds of changes a second: the first is asked for at once, the others together. */
function useReadOnChange(eventId: string, isWanted: boolean): void {
  const queryClient = useQueryClient();
  const { data: availability } = useQuery({ ...availabilityQuery(eventId), enabled: isWanted });
  const version = availability?.version;
  const readAtMs = useRef(0);
  useEffect(() => {
    if (version === undefined || !isWanted) return undefined;
    const delayMs = Math.max(0, readAtMs.current + READ_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      readAtMs.current = Date.now();
      void queryClient.invalidateQueries({ queryKey: figuresKey(eventId), exact: true }, { cancelRefetch: false });
    }, delayMs);
    return () => clearTimeout(timer);
  }, [eventId, isWanted, queryClient, version]);
}

/** Counters are added; of times the worst counts. */
function sumOf(runs: ReadonlyMap<string, ServerFigures>): ServerFigures {
  const [first, ...others] = [...runs.values()];
  if (!first) throw new Error('nothing has been read yet');
  return others.reduce(
    (sum, run) => ({
      runId: sum.runId,
      since: run.since < sum.since ? run.since : sum.since,
      batches: sum.batches + run.batches,
      commands: sum.commands + run.commands,
      conflicts: sum.conflicts + run.conflicts,
      latencyP50Ms: worst(sum.latencyP50Ms, run.latencyP50Ms),
      latencyP99Ms: worst(sum.latencyP99Ms, run.latencyP99Ms),
      outcomes: added(sum.outcomes, run.outcomes),
    }),
    first,
  );
}

const worst = (one: number | null, other: number | null): number | null =>
  one === null ? other : Math.max(one, other ?? 0);

function added(one: ServerFigures['outcomes'], other: ServerFigures['outcomes']): ServerFigures['outcomes'] {
  const counts = new Map(one.map(({ outcome, count }) => [outcome, count]));
  for (const { outcome, count } of other) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  return [...counts].map(([outcome, count]) => ({ outcome, count }));
}
