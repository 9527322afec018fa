/** A versioned write touched no row, or the database gave up on a lock: somebody else was faster. Worth a retry. */
export class ConflictError extends Error {
  override readonly name: string = 'ConflictError';

  constructor(
    readonly eventId: string,
    options?: ErrorOptions,
  ) {
    super(`another write to event ${eventId} was faster`, options);
  }
}

/** The connection broke, and nothing was stored that another try could double. Worth a retry on another connection. */
export class LostConnectionError extends ConflictError {
  override readonly name = 'LostConnectionError';

  constructor(eventId: string, options: ErrorOptions) {
    super(eventId, options);
    this.message = `the connection broke during a write to event ${eventId}; nothing was stored`;
  }
}

/** The lane did not come round to a command before its caller stopped waiting. Nothing was stored for it. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(readonly eventId: string) {
    super(`event ${eventId} is busier than its callers can wait for`);
  }
}

/** The batch in front was not stored and comes again first; this one has been read, but not decided, and waits on. */
export class OutOfTurnError extends Error {
  override readonly name = 'OutOfTurnError';

  constructor(readonly eventId: string) {
    super(`the batch in front, of event ${eventId}, was not stored`);
  }
}
