/** One request of a scenario: a POST by one signed-in user. */
export interface Shot {
  readonly accessToken: string;
  /** Path and query, such as `/api/v1/events/…/bookings`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
}

/** What came of a shot. */
export interface Answer {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The `outcome` of a booking, the `code` of a problem, or what went wrong on the way. */
  readonly outcome: string;
  /** From sending to the last byte of the answer, in milliseconds. */
  readonly ms: number;
}

/** What a driver brings back from firing all shots of a scenario: one answer per shot, in the shots' order. */
export interface Volley {
  readonly answers: readonly Answer[];
  /** Between the first and the last shot, in milliseconds; how much at once it was. */
  readonly spreadMs: number;
  /** What else the driver has to say, for the report. */
  readonly notes: Readonly<Record<string, number>>;
}

/** Reads the outcome out of an answer's body; empty for a body that tells none. */
export function outcomeOf(body: string): string {
  try {
    const { outcome, code } = JSON.parse(body) as { outcome?: unknown; code?: unknown };
    if (typeof outcome === 'string') return outcome;
    return typeof code === 'string' ? code : '';
  } catch {
    return '';
  }
}
