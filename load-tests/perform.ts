import { checkInvariants, checkThresholds } from '#judge';
import { Observer } from '#observer';
import { type Recorder } from '#recorder';
import { type Check, type RunRecord } from '#run-record';
import { type DriverName, type Scenario, type User } from '#scenario';
import { nowMs } from '#shot';
import { Stage } from '#stage';
import { type Target } from '#target';

/** One performance of a scenario. */
export interface Performance {
  readonly scenario: Scenario;
  readonly driver: DriverName;
  /** Counted from 1. */
  readonly number: number;
  readonly users: readonly User[];
  readonly minutes: number;
  /** Takes in what happens; whoever wants to watch has it, too. */
  readonly recorder: Recorder;
}

/** Plays a scenario on a fresh event and judges it. What goes wrong on the way fails the run, and only this one. */
export async function perform(target: Target, performance: Performance): Promise<RunRecord> {
  const { scenario, driver, number, recorder } = performance;
  const startedAt = new Date().toISOString();
  const played = await play(target, performance);
  const { checks, ...about } = { ...NOT_PLAYED, ...played };
  return {
    scenario: scenario.name,
    summary: scenario.summary,
    driver,
    number,
    startedAt,
    durationMs: recorder.durationMs,
    passed: checks.every(({ passed }) => passed),
    checks,
    counts: recorder.counts(),
    latency: recorder.latency(),
    latenciesMs: recorder.latenciesMs(),
    samples: recorder.samples(),
    ...about,
  };
}

type Played = Pick<RunRecord, 'eventId' | 'spreadMs' | 'notes' | 'checks' | 'server'>;

const NOT_PLAYED = { eventId: '', spreadMs: 0, notes: {} };

/** The part that may fail: then a check says why, beside whatever was checked before. */
async function play(
  target: Target,
  { scenario, driver, number, users, minutes, recorder }: Performance,
): Promise<Partial<Played> & Pick<Played, 'checks'>> {
  const checks: Check[] = [];
  let stage: Stage | undefined;
  let observer: Observer | undefined;
  try {
    const eventId = await target.api.openEvent(`${scenario.name}, ${driver}, run ${number}`, scenario.event);
    const arrivalSeconds = scenario.arrivalSeconds ?? 1;
    stage = new Stage({ target, driver, users, eventId, recorder, arrivalSeconds, minutes });
    observer = await Observer.start(target.origins, eventId, recorder);
    checks.push(...(await scenario.play(stage)));
    recorder.noteAvailability(await target.api.availability(eventId), nowMs());
    checks.push(...checkThresholds(scenario.thresholds[driver] ?? {}, recorder.latency()));
    checks.push(...(await checkInvariants(target, eventId)));
  } catch (error) {
    checks.push(notPlayed(error));
  }
  const server = await observer?.stop();
  if (!stage) return { checks };
  const { eventId, spreadMs, notes } = stage;
  return { eventId, spreadMs, notes, checks, ...(server ? { server } : {}) };
}

const notPlayed = (error: unknown): Check => ({
  name: 'played',
  passed: false,
  expected: 'to the end',
  found: error instanceof Error ? error.message : String(error),
});
