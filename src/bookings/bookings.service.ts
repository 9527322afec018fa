import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { EventsService } from '../events/events.service.js';
import { fingerprintOf } from '../http/idempotency-key.js';
import { decodeCursor, toPage, type Page } from '../http/page.js';
import { type Attempt } from '../inventory/attempt.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { type BookCommand } from '../inventory/commands.js';
import { type Outcome } from '../inventory/decision.js';
import { type Booking } from '../inventory/inventory.js';
import { expectOutcome, isRefused } from '../inventory/refusal.js';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { WaitlistEnroller } from '../waitlists/waitlist-enroller.service.js';
import { isReference } from './booking-id.js';
import { BookingsRepository } from './bookings.repository.js';
import { type BookSeatsRequest } from './dto/book-seats.request.js';
import { type ListBookingsQuery } from './dto/list-bookings.query.js';
import { requestedParty } from './requested-party.js';

/** What became of a request for seats; `replayed`: it had been answered before, under the same key. */
export interface BookAnswer {
  readonly outcome: Extract<Outcome, { kind: 'booked' | 'waitlisted' }>;
  readonly replayed: boolean;
}

@Injectable()
export class BookingsService {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly events: EventsService,
    private readonly inventory: InventoryService,
    private readonly enroller: WaitlistEnroller,
  ) {}

  /** @throws {DomainError} any refusal of section "Rules of booking"; @throws {ConflictError} worth another attempt */
  async book(
    user: AuthenticatedUser,
    eventId: string,
    request: BookSeatsRequest,
    key: string | undefined,
    attempt: Attempt,
  ): Promise<BookAnswer> {
    const { hold = false, joinWaitlist = true } = request;
    const { seats, placement } = requestedParty(request);
    const command: BookCommand = {
      kind: 'book',
      userId: user.id,
      seats,
      placement,
      hold,
      joinWaitlist,
      voucher: await this.inventory.mintVoucher(),
      entryId: newId(),
      ...(key !== undefined && {
        idempotency: {
          key,
          fingerprint: fingerprintOf(['book', eventId, seats, JSON.stringify(placement), hold, joinWaitlist]),
        },
      }),
    };
    const answer = await this.#submitOrEnrol(eventId, command, attempt);
    // Whether there is a draft at all is nobody's business but its organizer's.
    if (isRefused(answer, 'event-not-bookable')) await this.events.requireVisible(eventId, user);
    const outcome = expectOutcome(answer, 'booked', 'waitlisted', 'replayed');
    if (outcome.kind !== 'replayed') return { outcome, replayed: false };
    return { outcome: expectOutcome(outcome.outcome, 'booked', 'waitlisted'), replayed: true };
  }

  /** Turns the owner's hold into a booking. @throws {DomainError} `hold-expired`, `booking-not-held`, `booking-not-found` */
  async confirm(user: AuthenticatedUser, idOrReference: string, attempt: Attempt): Promise<Booking> {
    const booking = await this.find(user, idOrReference);
    if (booking.userId !== user.id) throw new DomainError('booking-not-found');
    const outcome = await this.inventory.submit(
      booking.eventId,
      { kind: 'confirm-booking', actorId: user.id, bookingId: booking.id },
      attempt,
    );
    return expectOutcome(outcome, 'confirmed').booking;
  }

  /** @throws {DomainError} `booking-not-found`, also for somebody else's */
  async cancel(user: AuthenticatedUser, idOrReference: string, attempt: Attempt): Promise<Booking> {
    const { id: bookingId, eventId } = await this.find(user, idOrReference);
    const outcome = await this.inventory.submit(
      eventId,
      { kind: 'cancel-booking', actorId: user.id, bookingId },
      attempt,
    );
    return expectOutcome(outcome, 'cancelled').booking;
  }

  /** A booking for its owner, the event's organizer or an admin. @throws {DomainError} `booking-not-found` */
  async find(user: AuthenticatedUser, idOrReference: string): Promise<Booking> {
    const booking = isReference(idOrReference)
      ? await this.bookings.findByReference(idOrReference)
      : await this.bookings.findById(idOrReference);
    if (booking && (await this.#maySee(user, booking))) return booking;
    throw new DomainError('booking-not-found');
  }

  /** The user's own bookings, newest first. */
  async list(user: AuthenticatedUser, { cursor, limit, ...filter }: ListBookingsQuery): Promise<Page<Booking>> {
    const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['instant', 'uuid']);
    const after = createdAt !== undefined && id !== undefined ? { createdAt, id } : undefined;
    const rows = await this.bookings.findOfUser(user.id, filter, after, limit + 1);
    return toPage(
      rows,
      limit,
      (booking) => booking,
      (booking) => [booking.createdAt.toISOString(), booking.id],
    );
  }

  async #submitOrEnrol(eventId: string, command: BookCommand, attempt: Attempt): Promise<Outcome> {
    try {
      return await this.inventory.submit(eventId, command, attempt);
    } catch (error) {
      if (!this.enroller.catches(error, attempt)) throw error;
      return this.enroller.enrol(eventId, command);
    }
  }

  async #maySee(user: AuthenticatedUser, booking: Booking): Promise<boolean> {
    if (booking.userId === user.id || user.role === 'admin') return true;
    if (user.role !== 'organizer') return false;
    const { organizerId } = await this.events.findEvent(booking.eventId);
    return organizerId === user.id;
  }
}
