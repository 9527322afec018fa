/** When an event takes place and sells; `null` where the organizer left it open. */
export interface Schedule {
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly salesOpenAt: Date | null;
  readonly salesCloseAt: Date | null;
}

/** A rule that a schedule breaks: at which field, and what is expected there ("must be …"). */
export interface BrokenRule {
  readonly pointer: `#/${keyof Schedule}`;
  readonly detail: string;
}

interface Rule {
  /** The two fields that must agree; the error is told about the first of them that the client has sent. */
  readonly fields: readonly [keyof Schedule, keyof Schedule];
  readonly holds: (schedule: Schedule) => boolean;
  /** What to say at the first field, and at the second. */
  readonly details: readonly [string, string];
}

const isBefore = (one: Date | null, other: Date | null): boolean => one === null || other === null || one < other;

/**
 * Sales end with the event's start whatever `salesCloseAt` says, so a later one is a mistake worth telling: the
 * organizer believes that seats are on sale when they are not.
 */
const RULES: readonly Rule[] = [
  {
    fields: ['endsAt', 'startsAt'],
    holds: ({ startsAt, endsAt }) => isBefore(startsAt, endsAt),
    details: ['must be after startsAt', 'must be before endsAt'],
  },
  {
    fields: ['salesOpenAt', 'salesCloseAt'],
    holds: ({ salesOpenAt, salesCloseAt }) => isBefore(salesOpenAt, salesCloseAt),
    details: ['must be before salesCloseAt', 'must be after salesOpenAt'],
  },
  {
    fields: ['salesOpenAt', 'startsAt'],
    holds: ({ salesOpenAt, startsAt }) => isBefore(salesOpenAt, startsAt),
    details: ['must be before startsAt, when sales end', 'must be after salesOpenAt'],
  },
  {
    fields: ['salesCloseAt', 'startsAt'],
    holds: ({ salesCloseAt, startsAt }) => salesCloseAt === null || salesCloseAt <= startsAt,
    details: ['must not be after startsAt, when sales end', 'must not be before salesCloseAt'],
  },
];

/**
 * The rules for the dates of one event.
 * @param schedule as it would be stored: an edit merged into what is there
 * @param sent the fields the client has sent, so that an error points at something they can see in their request
 * @param now the start must be later, for one in the past could not sell a seat; null where the start stays as it was
 * @returns at most one broken rule per field
 */
export function brokenRules(schedule: Schedule, sent: ReadonlySet<string>, now: Date | null): BrokenRule[] {
  const broken = new Map<keyof Schedule, string>();
  if (now !== null && schedule.startsAt <= now) broken.set('startsAt', 'must be in the future');
  for (const { fields, holds, details } of RULES) {
    if (holds(schedule)) continue;
    const place = sent.has(fields[0]) ? 0 : 1;
    const name = fields[place];
    if (!broken.has(name)) broken.set(name, details[place]);
  }
  return [...broken].map(([name, detail]) => ({ pointer: `#/${name}`, detail }));
}
