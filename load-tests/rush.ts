import { type AnswerRule, checkAnswers, checkAvailability, checkBookings, checkLists, countAnswers } from '#judge';
import { type Check } from '#run-record';
import { type Availability, type DriverName, type Scenario, type Thresholds } from '#scenario';
import { type Answer, type Shot } from '#shot';
import { type Stage } from '#stage';

/** One volley with one right result, whatever the order in which the requests arrive. */
interface Rush extends Omit<Scenario, 'drivers' | 'play' | 'thresholds'> {
  /** Artillery and the burst unless said. */
  readonly drivers?: Scenario['drivers'];
  /** `PATIENCE` for both drivers unless said. */
  readonly thresholds?: Scenario['thresholds'];
  /** Before the volley, off the record. */
  readonly prepare?: (stage: Stage) => Promise<readonly Answer[]>;
  /** The requests, fired together. A user may send several. */
  readonly shots: (stage: Stage) => readonly Shot[] | Promise<readonly Shot[]>;
  readonly expected: {
    readonly answers: AnswerRule;
    readonly availability: Readonly<Partial<Availability>>;
  };
  /** What else must be so. Answers stand in the order of the shots. */
  readonly checks?: (stage: Stage, answers: readonly Answer[], shots: readonly Shot[]) => Promise<readonly Check[]>;
}

/**
 * Where nothing else is promised: an answer comes while people still look at the page, also on a busy laptop with the
 * load and the database on it. How fast we are is for the bench to say.
 */
export const PATIENCE: Thresholds = { p99Ms: 5_000 };

/** Artillery arrives like a crowd; the burst is the crowd that hits the button in the same millisecond. */
const RUSH_DRIVERS: readonly DriverName[] = ['artillery', 'burst'];

/** A scenario of one volley: its answers, the event and the organizer's lists must be exactly as expected. */
export function rush({ prepare, shots, expected, checks, ...scenario }: Rush): Scenario {
  return {
    thresholds: { artillery: PATIENCE, burst: PATIENCE },
    drivers: RUSH_DRIVERS,
    ...scenario,
    play: async (stage) => {
      const { api, eventId } = stage;
      const prepared = (await prepare?.(stage)) ?? [];
      const volley = await shots(stage);
      const answers = await stage.fire(volley);
      return [
        checkAnswers(countAnswers(answers), expected.answers, volley.length),
        await checkAvailability(api, eventId, expected.availability),
        ...(await checkLists(api, eventId, scenario.event)),
        await checkBookings(api, eventId, [...prepared, ...answers]),
        ...((await checks?.(stage, answers, volley)) ?? []),
      ];
    },
  };
}
