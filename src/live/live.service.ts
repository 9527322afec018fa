import { type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { AuthService } from '../auth/auth.service.js';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { EventsService } from '../events/events.service.js';
import { DomainError } from '../shared/domain-error.js';
import { Channel } from './channel.js';
import { LiveLimits } from './live-limits.js';
import { LiveMetrics } from './live-metrics.js';
import { type EventState, LiveRepository, type SeatChange } from './live.repository.js';
import { formatRetry, HEARTBEAT } from './server-sent-events.js';
import { StreamPlaces } from './stream-places.js';
import { Watcher } from './watcher.js';

/** Who wants to watch what. */
export interface WatchRequest {
  /** In lower case, as the database writes it. */
  readonly eventId: string;
  readonly user: AuthenticatedUser | undefined;
  /** Where they are, as `networkOf` has it. */
  readonly address: string;
  /** Of the last message the reader got before its stream broke. */
  readonly lastEventId: number | undefined;
}

/**
 * Tells everybody who watches an event what changed, and nothing when nothing did.
 *
 * One statement per interval reads all events that are watched here, however many watch; it is the database that tells, so
 * it does not matter which instance sold the seat, and nothing has to pass between instances. (LISTEN would need a
 * connection of its own past PgBouncer, and a second way to learn of what a listener missed.) While nobody watches,
 * nothing is read. Without the database the streams stay open and silent, and go on when it is back.
 */
@Injectable()
export class LiveService implements OnModuleDestroy {
  readonly #logger = new Logger(LiveService.name);
  readonly #channels = new Map<string, Channel>();
  /** First readings of events nobody watched yet, shared by all who come meanwhile. */
  readonly #firstStates = new Map<string, Promise<EventState>>();
  readonly #stop = new AbortController();
  readonly #places: StreamPlaces;
  #polling: Promise<void> | undefined;
  #telling: Promise<void> | undefined;
  #hasNews = false;
  #isFailing = false;

  constructor(
    private readonly manager: EntityManager,
    private readonly auth: AuthService,
    private readonly events: EventsService,
    private readonly live: LiveRepository,
    private readonly limits: LiveLimits,
    private readonly metrics: LiveMetrics,
  ) {
    this.#places = new StreamPlaces(limits);
  }

  /**
   * Lets somebody watch an event: the availability at once, then every change of it, and of the seats. A reader that
   * comes back is first told of the seats that changed since.
   * @param open writes the headers; called only when there is something to watch
   * @returns false when the reader knows the last there will ever be to tell
   * @throws DomainError event-not-found (also for somebody else's draft), too-many-requests (this reader has enough of
   *   them), overloaded (no room, or stopping)
   */
  async watch(request: WatchRequest, open: () => ServerResponse): Promise<boolean> {
    const { eventId, user, address, lastEventId } = request;
    this.#refuseIfStopped();
    const leave = this.#places.take({ address, userId: user?.id });
    let isOpen = false;
    try {
      await this.events.requireVisible(eventId, user);
      const channel = await this.#findChannel(eventId);
      this.#refuseIfStopped();
      if (channel.isOver && lastEventId === channel.version) return false;
      isOpen = true;
      this.#connect(channel, request, open(), leave);
      return true;
    } finally {
      if (!isOpen) leave();
    }
  }

  /** Ends all streams at once; their readers find another instance. */
  async onModuleDestroy(): Promise<void> {
    this.#stop.abort();
    for (const watcher of this.#watchers()) {
      if (watcher.isReady) watcher.finish();
      else watcher.drop();
    }
    await Promise.allSettled([this.#polling, this.#telling]);
  }

  #refuseIfStopped(): void {
    if (this.#stop.signal.aborted) throw new DomainError('overloaded');
  }

  /** Whoever is the first reads the event; the channel itself is kept from the first stream on. */
  async #findChannel(eventId: string): Promise<Channel> {
    const known = this.#channels.get(eventId);
    if (known) return known;
    let firstState = this.#firstStates.get(eventId);
    if (!firstState) {
      firstState = this.#readState(eventId).finally(() => this.#firstStates.delete(eventId));
      this.#firstStates.set(eventId, firstState);
    }
    const state = await firstState;
    return this.#channels.get(eventId) ?? new Channel(state, this.limits.catchUpIntervalMs);
  }

  async #readState(eventId: string): Promise<EventState> {
    const [state] = await this.live.readStates(this.manager, [eventId]);
    if (!state) throw new DomainError('event-not-found');
    return state;
  }

  #connect(found: Channel, request: WatchRequest, answer: ServerResponse, leave: () => void): void {
    const { eventId, user, lastEventId } = request;
    // Two who came at the same moment may both have made one.
    const channel = this.#channels.get(eventId) ?? found;
    this.#channels.set(eventId, channel);
    // An id ahead of us is nonsense, or from an instance that polled a moment before this one: either way the reader is
    // told all that comes after what we know.
    const watcher = new Watcher(answer, Math.min(lastEventId ?? channel.version, channel.version), user);
    this.metrics.streams.inc();
    watcher.onceGone(() => {
      channel.remove(watcher);
      if (channel.watchers.size === 0) this.#channels.delete(eventId);
      leave();
      this.metrics.streams.dec();
    });
    if (watcher.isGone) return;
    watcher.send(formatRetry(Math.random()));
    channel.add(watcher);
    if (watcher.version < channel.version) this.#tellSoon();
    this.#polling ??= this.#poll();
  }

  async #poll(): Promise<void> {
    const heartbeat = setInterval(() => {
      for (const watcher of this.#watchers()) if (watcher.isReady) watcher.send(HEARTBEAT);
    }, this.limits.heartbeatMs);
    while (this.#channels.size > 0 && !this.#stop.signal.aborted) {
      await this.#pause();
      await this.#round();
    }
    clearInterval(heartbeat);
    // In the same breath as the question above: a stream that opens from here on starts the next poll.
    this.#polling = undefined;
  }

  async #pause(): Promise<void> {
    // Rejects only when the program stops.
    await sleep(this.limits.pollIntervalMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }

  /** Never throws: the next round tries again. */
  async #round(): Promise<void> {
    for (const watcher of this.#watchers()) {
      if (!watcher.hasStalled(this.limits.stallMaxMs)) continue;
      this.metrics.dropped.inc();
      watcher.drop();
    }
    if (this.#channels.size === 0 || this.#stop.signal.aborted) return;
    try {
      await this.#endUnentitled();
      for (const state of await this.live.readStates(this.manager, [...this.#channels.keys()])) {
        this.#channels.get(state.availability.eventId)?.update(state);
      }
      await this.#tell();
      this.#noteSuccess();
    } catch (error) {
      this.#noteFailure(error);
    }
  }

  /** Ends the streams of drafts whose readers have signed out, or are not what they were when they were let in. */
  async #endUnentitled(): Promise<void> {
    for (const { isDraft, watchers } of this.#channels.values()) {
      for (const watcher of isDraft ? watchers : []) {
        const current = watcher.user && (await this.auth.current(watcher.user));
        if (current?.role !== watcher.user?.role) watcher.finish();
      }
    }
  }

  #tellSoon(): void {
    this.#tell().catch((error: unknown) => {
      this.#noteFailure(error);
    });
  }

  /** One at a time; whoever comes meanwhile is in the next. */
  #tell(): Promise<void> {
    this.#hasNews = true;
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
    return this.#telling;
  }

  async #tellAll(): Promise<void> {
    while (this.#hasNews && !this.#stop.signal.aborted) {
      this.#hasNews = false;
      const asked = [...this.#channels.values()].map((channel) => ({ channel, question: channel.ask() }));
      const questions = asked.map(({ question }) => question).filter((question) => question !== undefined);
      const changes = questions.length > 0 ? await this.live.readSeatChanges(this.manager, questions) : [];
      const changesOf = Map.groupBy(changes, ({ eventId }: SeatChange) => eventId);
      for (const { channel, question } of asked) {
        channel.tell(question, changesOf.get(question?.eventId ?? '') ?? []);
      }
    }
  }

  *#watchers(): Generator<Watcher> {
    for (const channel of this.#channels.values()) yield* channel.watchers;
  }

  #noteSuccess(): void {
    if (this.#isFailing) this.#logger.log('the live view goes on');
    this.#isFailing = false;
  }

  /** Once per outage: four lines a second would say no more. */
  #noteFailure(error: unknown): void {
    if (!this.#isFailing && !this.#stop.signal.aborted) this.#logger.warn({ err: error }, 'the live view stands still');
    this.#isFailing = true;
  }
}
