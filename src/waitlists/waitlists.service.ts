import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { EventsService } from '../events/events.service.js';
import { decodeCursor, toPage, type Page, type PageQuery } from '../http/page.js';
import { type Attempt } from '../inventory/attempt.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { type PlacedEntry } from '../inventory/inventory.js';
import { expectOutcome, isRefused } from '../inventory/refusal.js';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { type JoinWaitlistRequest } from './dto/join-waitlist.request.js';
import { WaitlistsRepository, type TitledEntry } from './waitlists.repository.js';

@Injectable()
export class WaitlistsService {
  constructor(
    private readonly inventory: InventoryService,
    private readonly events: EventsService,
    private readonly waitlists: WaitlistsRepository,
  ) {}

  /** Enrols the user; asking again gives the same entry, and who fits already is promoted at once. */
  async join(
    user: AuthenticatedUser,
    eventId: string,
    { seats }: JoinWaitlistRequest,
    attempt: Attempt,
  ): Promise<PlacedEntry> {
    const outcome = await this.inventory.submit(
      eventId,
      {
        kind: 'join-waitlist',
        reason: 'asked',
        userId: user.id,
        seats,
        voucher: await this.inventory.mintVoucher(),
        entryId: newId(),
      },
      attempt,
    );
    // Whether there is a draft at all is nobody's business but its organizer's.
    if (isRefused(outcome, 'event-not-bookable')) await this.events.requireVisible(eventId, user);
    return expectOutcome(outcome, 'waitlisted').entry;
  }

  /** @throws {DomainError} `waitlist-entry-not-found` */
  async findOwn(user: AuthenticatedUser, eventId: string): Promise<PlacedEntry> {
    const entry = await this.waitlists.findLatest(eventId, user.id);
    if (!entry) throw new DomainError('waitlist-entry-not-found');
    return entry;
  }

  /** @throws {DomainError} `waitlist-entry-not-found` when the user does not wait there, `event-not-found` */
  async leave(user: AuthenticatedUser, eventId: string, attempt: Attempt): Promise<void> {
    const outcome = await this.inventory.submit(eventId, { kind: 'leave-waitlist', userId: user.id }, attempt);
    if (isRefused(outcome, 'waitlist-entry-not-found')) await this.events.requireVisible(eventId, user);
    expectOutcome(outcome, 'left');
  }

  /** The user's own entries, newest first. */
  async list(user: AuthenticatedUser, { cursor, limit }: PageQuery): Promise<Page<TitledEntry>> {
    const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['instant', 'uuid']);
    const after = createdAt !== undefined && id !== undefined ? { createdAt, id } : undefined;
    const rows = await this.waitlists.findOfUser(user.id, after, limit + 1);
    return toPage(
      rows,
      limit,
      (entry) => entry,
      (entry) => [entry.createdAt.toISOString(), entry.id],
    );
  }
}
