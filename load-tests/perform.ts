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
export async function perform(
  target: Target,
  { scenario, driver, number, users, minutes, recorder }: Performance,
): Promise<RunRecord> {
  const startedAt = new Date().toISOString();
  const eventId = await target.api.openEvent(`${scenario.name}, ${driver}, run ${number}`, scenario.event);
  const arrivalSeconds = scenario.arrivalSeconds ?? 1;
  const stage = new Stage({ target, driver, users, eventId, recorder, arrivalSeconds, minutes });
  const observer = await Observer.start(target.origins, eventId, recorder);
  const checks: Check[] = [];
  try {
    checks.push(...(await scenario.play(stage)));
    recorder.noteAvailability(await target.api.availability(eventId), nowMs());
  } catch (error) {
    checks.push(notPlayed(error));
  }
  const server = await observer.stop();
  const latency = recorder.latency();
  checks.push(...checkThresholds(scenario.thresholds[driver] ?? {}, latency));
  checks.push(...(await checkInvariants(target, eventId)));
  return {
    scenario: scenario.name,
    summary: scenario.summary,
    driver,
    number,
    eventId,
    startedAt,
    durationMs: recorder.durationMs,
    passed: checks.every(({ passed }) => passed),
    checks,
    counts: recorder.counts(),
    latency,
    latenciesMs: recorder.latenciesMs(),
    spreadMs: stage.spreadMs,
    notes: stage.notes,
    samples: recorder.samples(),
    ...(server ? { server } : {}),
  };
}

const notPlayed = (error: unknown): Check => ({
  name: 'played',
  passed: false,
  expected: 'to the end',
  found: error instanceof Error ? error.message : String(error),
});
