import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { formatEtag } from '../http/etag.js';
import { decodeCursor, toPage, type Page } from '../http/page.js';
import { type EventDetails } from '../inventory/event-details.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { expectOutcome } from '../inventory/refusal.js';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { type CreateEventRequest } from './dto/create-event.request.js';
import { type EditEventRequest } from './dto/edit-event.request.js';
import { WAITLIST_DEFAULTS } from './dto/event-fields.js';
import { type ListEventsQuery } from './dto/list-events.query.js';
import { brokenByEdit, given, toWaitlistDetails } from './event-edit.js';
import { brokenRules, type BrokenRule } from './event-rules.js';
import { openingSeats } from './opening-seats.js';
import { type EventSummary } from './event-summary.js';
import { type EventEntity } from './event.entity.js';
import { EventsRepository, type DraftsOf, type EventKey } from './events.repository.js';

/** Whoever may run events; the session does not matter, so that commands can act for a user too. */
export type Organizer = Pick<AuthenticatedUser, 'id' | 'role'>;

/** What organizers set up and everybody reads. Everything about seats is passed on to the inventory. */
@Injectable()
export class EventsService {
  constructor(
    private readonly events: EventsRepository,
    private readonly inventory: InventoryService,
    private readonly manager: EntityManager,
  ) {}

  /**
   * The event for other modules, whatever its status and whoever asks: whether a draft may be seen is the caller's
   * question (`requireVisible`, `requireOrganizer`).
   * @throws DomainError event-not-found
   */
  async findEvent(id: string): Promise<EventSummary> {
    return toSummary(await this.get(id));
  }

  /**
   * The event for whoever may read it: everybody once it was published or cancelled, else its organizer and admins.
   * @throws DomainError event-not-found
   */
  async requireVisible(id: string, user: Organizer | undefined): Promise<EventSummary> {
    return toSummary(await this.read(id, user));
  }

  /**
   * The event for whoever runs it: its organizer and admins.
   * @throws DomainError forbidden, or event-not-found where a stranger asks for a draft
   */
  async requireOrganizer(id: string, user: Organizer): Promise<EventSummary> {
    return toSummary(await this.readToRun(id, user));
  }

  /** @throws DomainError event-not-found, also for somebody else's draft */
  async read(id: string, user: Organizer | undefined): Promise<EventEntity> {
    const event = await this.get(id);
    if (event.status === 'draft' && !mayRun(event, user)) throw new DomainError('event-not-found');
    return event;
  }

  /**
   * How many seats are left. Expired holds count as free from that instant; the ETag is the version, with a suffix
   * while some of them wait to be tidied, and for a draft, which publishing changes without a new version.
   * @throws DomainError event-not-found
   */
  async readAvailability(id: string, user: Organizer | undefined): Promise<{ event: EventEntity; etag: string }> {
    const stored = await this.read(id, user);
    const lapsedSeats = await this.lapsedSeatsOf([stored]);
    const lapsed = lapsedSeats.get(id) ?? 0;
    const suffix = [stored.status === 'draft' ? 'draft' : '', lapsed > 0 ? `lapsed${lapsed}` : ''].join('');
    const etag = formatEtag(stored.version, suffix === '' ? undefined : suffix);
    return { event: withoutLapsed(stored, lapsedSeats), etag };
  }

  /** By start, then id. @throws DomainError validation-failed for a range that ends before it begins, or a bad cursor */
  async list({ cursor, limit, ...filter }: ListEventsQuery, user: Organizer | undefined): Promise<Page<EventEntity>> {
    const { from, to } = filter;
    if (from && to && from >= to) throw invalid([{ pointer: '#/query/to', detail: 'must be after from' }]);
    const page = { filter, draftsOf: draftsOf(user), after: toKey(cursor), limit: limit + 1 };
    const rows = await this.events.findPage(this.manager, page);
    const lapsedSeats = await this.lapsedSeatsOf(rows.map(({ event }) => event));
    return toPage(
      rows,
      limit,
      ({ event }) => withoutLapsed(event, lapsedSeats),
      ({ key }) => [key.startsAt, key.id],
    );
  }

  /** A draft with all its seats, in one transaction. @throws DomainError validation-failed */
  async create(request: CreateEventRequest, organizer: Organizer): Promise<EventEntity> {
    const { waitlist, capacity, seatMap, ...details } = request;
    const sent = new Set(Object.keys(details));
    refuseIfBroken(brokenRules(details, sent, new Date()));
    const seats = openingSeats(details.seating, capacity, seatMap);
    const id = newId();
    return this.manager.transaction(async (tx) => {
      const waitlistDetails = { ...WAITLIST_DEFAULTS, ...toWaitlistDetails(waitlist ?? {}) };
      await this.events.insert(tx, { ...details, ...waitlistDetails, id, organizerId: organizer.id });
      await this.inventory.open(tx, id, seats, organizer.id);
      return this.get(id, tx);
    });
  }

  /**
   * Changes what is sent and leaves the rest. An edit of nothing answers the event as it is. A new capacity and
   * everything sent with it are one command to the inventory; any other edit leaves `version` alone.
   * @param revision the revision the organizer has seen
   * @throws DomainError revision-stale, validation-failed, event-not-bookable (cancelled), capacity-below-booked,
   *   forbidden, event-not-found
   */
  async edit(id: string, revision: number, request: EditEventRequest, user: Organizer): Promise<EventEntity> {
    const event = await this.readToRun(id, user);
    if (event.revision !== revision) throw new DomainError('revision-stale', { revision: event.revision });
    if (event.status === 'cancelled') throw notEditable(event);
    const { capacity, waitlist, ...fields } = request;
    const details: EventDetails = { ...given(fields), ...toWaitlistDetails(waitlist ?? {}) };
    refuseIfBroken(brokenByEdit(event, details, new Date()));
    if (capacity !== undefined) {
      const command = {
        kind: 'change-capacity',
        actorId: user.id,
        capacity,
        expectedRevision: revision,
        details,
      } as const;
      expectOutcome(await this.inventory.submit(id, command), 'edited');
      return this.get(id);
    }
    if (Object.keys(details).length === 0) return event;
    return this.editDetails(id, revision, details);
  }

  /** Puts a draft on sale; a published event is answered as it is. @throws DomainError event-not-bookable (cancelled) */
  async publish(id: string, user: Organizer): Promise<EventEntity> {
    const event = await this.readToRun(id, user);
    if (event.status === 'published') return event;
    const published = await this.manager.transaction(async (tx) => {
      await this.events.publish(tx, id);
      return this.get(id, tx);
    });
    if (published.status === 'cancelled') throw notEditable(published);
    return published;
  }

  /** Ends the event with its bookings and its waitlist, for good; cancelling again answers the same. */
  async cancel(id: string, user: Organizer): Promise<EventEntity> {
    await this.readToRun(id, user);
    await this.inventory.cancelEvent(id, user.id);
    return this.get(id);
  }

  /** Writes and reads in one transaction: the answer is this edit, not a later one's. */
  private async editDetails(id: string, revision: number, details: EventDetails): Promise<EventEntity> {
    return this.manager.transaction(async (tx) => {
      const isStored = await this.events.editDetails(tx, id, revision, details);
      const event = await this.get(id, tx);
      if (!isStored) throw new DomainError('revision-stale', { revision: event.revision });
      return event;
    });
  }

  private lapsedSeatsOf(events: readonly EventEntity[]): Promise<ReadonlyMap<string, number>> {
    const withHolds = events.filter(({ seatsHeld }) => seatsHeld > 0);
    return this.events.findLapsedSeats(
      this.manager,
      withHolds.map(({ id }) => id),
    );
  }

  private async readToRun(id: string, user: Organizer): Promise<EventEntity> {
    const event = await this.read(id, user);
    if (!mayRun(event, user)) throw new DomainError('forbidden', {}, 'Only its organizer may do this.');
    return event;
  }

  private async get(id: string, tx: EntityManager = this.manager): Promise<EventEntity> {
    const event = await this.events.findById(tx, id);
    if (!event) throw new DomainError('event-not-found');
    return event;
  }
}

/** Whoever is no organizer any more runs nothing, not even what was theirs. */
const mayRun = ({ organizerId }: EventEntity, user: Organizer | undefined): boolean =>
  user?.role === 'admin' || (user?.role === 'organizer' && user.id === organizerId);

const toSummary = ({ id, organizerId, title, status, seating }: EventEntity): EventSummary => ({
  id,
  organizerId,
  title,
  status,
  seating,
});

function draftsOf(user: Organizer | undefined): DraftsOf {
  if (user?.role === 'admin') return 'everybody';
  return user?.role === 'organizer' ? { userId: user.id } : 'nobody';
}

/** The event as if its expired holds had been tidied already. */
const withoutLapsed = (event: EventEntity, lapsedSeats: ReadonlyMap<string, number>): EventEntity =>
  Object.assign(event, { seatsHeld: Math.max(0, event.seatsHeld - (lapsedSeats.get(event.id) ?? 0)) });

function toKey(cursor: string | undefined): EventKey | undefined {
  if (cursor === undefined) return undefined;
  const [startsAt, id] = decodeCursor(cursor, ['instant', 'uuid']);
  return { startsAt, id };
}

const invalid = (errors: readonly { pointer: string; detail: string }[]): DomainError =>
  new DomainError('validation-failed', { errors });

const refuseIfBroken = (broken: readonly BrokenRule[]): void => {
  if (broken.length > 0) throw invalid(broken);
};

const notEditable = ({ status }: EventEntity): DomainError =>
  new DomainError('event-not-bookable', { eventStatus: status }, 'A cancelled event stays as it is.');
