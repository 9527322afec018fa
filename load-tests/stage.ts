import { type Api } from '#api';
import { fireArtillery } from '#artillery';
import { fireBurst } from '#burst';
import { type Recorder } from '#recorder';
import { type DriverName, type User } from '#scenario';
import { type Answer, type Shot, type Volley } from '#shot';
import { fireSteady, type Pace, runSteady } from '#steady';
import { type Target } from '#target';

/** Name of a note: over how many milliseconds the arrivals of a volley were to spread. */
export const ARRIVALS_PLANNED = 'arrivals planned over (ms)';

/** Where a scenario is played. */
export interface StageTerms {
  readonly target: Target;
  readonly driver: DriverName;
  readonly users: readonly User[];
  readonly eventId: string;
  readonly recorder: Recorder;
  readonly arrivalSeconds: number;
  /** How long a scenario goes on that has no end of its own. */
  readonly minutes: number;
}

/** What a scenario plays with: a fresh event, its users, and ways to send requests that end up in the record. */
export class Stage {
  readonly eventId: string;
  readonly users: readonly User[];
  readonly minutes: number;
  readonly recorder: Recorder;
  readonly origins: readonly string[];
  readonly #terms: StageTerms;
  #spreadMs = 0;
  #notes: Readonly<Record<string, number>> = {};

  constructor(terms: StageTerms) {
    this.#terms = terms;
    this.eventId = terms.eventId;
    this.users = terms.users;
    this.minutes = terms.minutes;
    this.recorder = terms.recorder;
    this.origins = terms.target.origins;
  }

  /** The API in the name of the organizer. */
  get api(): Api {
    return this.#terms.target.api;
  }

  /** Of the last volley. */
  get spreadMs(): number {
    return this.#spreadMs;
  }

  get notes(): Readonly<Record<string, number>> {
    return this.#notes;
  }

  /** More to tell in the report. */
  addNotes(notes: Readonly<Record<string, number>>): void {
    this.#notes = { ...this.#notes, ...notes };
  }

  /** Sends a volley by the driver of this run. @returns one answer per shot, in the shots' order */
  async fire(shots: readonly Shot[]): Promise<readonly Answer[]> {
    const { driver, recorder, arrivalSeconds } = this.#terms;
    recorder.plan(shots.length);
    const { answers, spreadMs, notes } = await this.#fire(shots);
    this.#spreadMs = spreadMs;
    this.addNotes(driver === 'burst' ? notes : { ...notes, [ARRIVALS_PLANNED]: arrivalSeconds * 1_000 });
    return answers;
  }

  #fire(shots: readonly Shot[]): Promise<Volley> {
    const { driver, recorder, arrivalSeconds: seconds } = this.#terms;
    const onAnswer = (answer: Answer): void => {
      recorder.note(answer);
    };
    switch (driver) {
      case 'artillery':
        return fireArtillery(this.origins, shots, { seconds, onAnswer });
      case 'burst':
        return fireBurst(this.origins, shots, onAnswer);
      case 'steady':
        return fireSteady(this.origins, shots, { seconds, onAnswer });
    }
  }

  /** Sends requests at a fixed rate. @param onAnswer told of each answer with its shot, after the record */
  async flow<S extends Shot>(
    pace: Pace,
    nextShot: (index: number) => S | undefined,
    onAnswer: (answer: Answer, shot: S) => void = () => undefined,
  ): Promise<void> {
    await runSteady(this.origins, pace, nextShot, (answer, shot) => {
      this.recorder.note(answer);
      onAnswer(answer, shot);
    });
  }

  /** Sends what has to be there before the run: off the record, and every answer must be one of success. */
  async prepare(shots: readonly Shot[]): Promise<readonly Answer[]> {
    const { answers } = await fireBurst(this.origins, shots);
    const failed = answers.find(({ status }) => status < 200 || status >= 300);
    if (failed) throw new Error(`A preparing request was answered ${failed.status} ${failed.outcome}.`);
    return answers;
  }
}
