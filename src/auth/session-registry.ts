import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { BoundedMap } from '../shared/bounded-map.js';
import { type LivingSession, SessionsRepository } from './sessions.repository.js';
import { TokenClock } from './token-clock.js';

/** The promise of the design: what ended or changed on another instance does so here within a second. */
const NEWS_AGE_MAX_MS = 1000;
/** From this age on the news are read anew in the background, so that a busy instance never makes a request wait. */
const NEWS_AGE_REFRESH_MS = 500;
/**
 * How long a session's user and role are believed without news. Longer: more to look back for. Shorter: more look-ups; at
 * half a minute a crowd that comes back to buy was looked up anew, person by person, in the first seconds of its rush.
 */
const KNOWN_AGE_MAX_MS = 5 * 60_000;
/** Changes of roles are news for as long as somebody may believe the old one, and a minute for a slow transaction. */
const ROLE_NEWS_SECONDS = KNOWN_AGE_MAX_MS / 1000 + 60;
/** About 200 bytes each. */
const KNOWN_MAX = 100_000;
/** Ends of this instance's own are kept this long beside the list, which may have been read just before them. */
const OWN_ENDS_MAX = 10_000;
/** Sessions looked up in one statement. */
const LOOK_UP_MAX = 1000;

interface Known {
  readonly session: LivingSession;
  readonly readAt: number;
}

interface LookUp {
  readonly promise: Promise<LivingSession | undefined>;
  readonly resolve: (session: LivingSession | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Tells whether a session lives, without a query per request.
 *
 * A session is looked up when it is first seen; all that are asked for while one look-up runs share the next. That it has
 * *ended*, or that its user has another role, is learnt from one list per instance, read at most twice a second however
 * many users there are: it holds only sessions whose access tokens are still in date. Measured against asking for each
 * session once a second: with a new user in each request (the bench) that is a look-up per request again. Without the
 * database nobody is let in.
 */
@Injectable()
export class SessionRegistry implements OnApplicationBootstrap {
  private known = new BoundedMap<string, Known>(KNOWN_MAX);
  private readonly ownEnds = new BoundedMap<string, true>(OWN_ENDS_MAX);
  private ended: ReadonlySet<string> = new Set();
  private newsReadAt = -Infinity;
  private reading: Promise<void> | undefined;
  private lookUps = new Map<string, LookUp>();
  private lookingUp = false;

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly manager: EntityManager,
    private readonly clock: TokenClock,
  ) {}

  /** Before anybody signs in: the first token goes by the database's clock, too. */
  async onApplicationBootstrap(): Promise<void> {
    await this.readNews();
  }

  /** The session if it lives, at once where that is known, else when the database has said so. */
  find(id: string): LivingSession | undefined | Promise<LivingSession | undefined> {
    const now = performance.now();
    const known = this.known.get(id);
    const newsAge = now - this.newsReadAt;
    if (known && now - known.readAt < KNOWN_AGE_MAX_MS && newsAge < NEWS_AGE_MAX_MS) {
      if (newsAge > NEWS_AGE_REFRESH_MS) this.readNewsInBackground();
      return this.hasEnded(id) ? undefined : known.session;
    }
    return this.findSlowly(id);
  }

  /** Sessions this instance has just ended. */
  closed(ids: readonly string[]): void {
    for (const id of ids) {
      this.known.delete(id);
      this.ownEnds.set(id, true);
    }
  }

  private hasEnded(id: string): boolean {
    return this.ended.has(id) || this.ownEnds.get(id) === true;
  }

  private async findSlowly(id: string): Promise<LivingSession | undefined> {
    const now = performance.now();
    const known = this.known.get(id);
    const isKnown = known !== undefined && now - known.readAt < KNOWN_AGE_MAX_MS;
    const [session] = await Promise.all([
      isKnown ? undefined : this.lookUp(id),
      now - this.newsReadAt < NEWS_AGE_MAX_MS ? undefined : this.readNews(),
    ]);
    if (this.hasEnded(id)) return undefined;
    // What was known may have been forgotten by the news.
    return isKnown ? (this.known.get(id)?.session ?? this.lookUp(id)) : session;
  }

  private readNewsInBackground(): void {
    // If it fails the news grow too old, and the next request meets the error itself.
    this.readNews().catch(() => undefined);
  }

  private readNews(): Promise<void> {
    this.reading ??= this.readNewsOrForget().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  /** After a failover the database may not have all that it had, and what is gone is no news: everybody is looked up anew. */
  private async readNewsOrForget(): Promise<void> {
    try {
      await this.readNewsOnce();
    } catch (error) {
      this.known = new BoundedMap(KNOWN_MAX);
      throw error;
    }
  }

  private async readNewsOnce(): Promise<void> {
    const startedAt = performance.now();
    const { ended, outdated, now } = await this.sessions.findNews(this.manager, ROLE_NEWS_SECONDS);
    this.clock.set(now);
    this.ended = ended;
    for (const id of outdated) this.known.delete(id);
    this.newsReadAt = startedAt;
  }

  private lookUp(id: string): Promise<LivingSession | undefined> {
    const waiting = this.lookUps.get(id);
    if (waiting) return waiting.promise;
    const lookUp: LookUp = Promise.withResolvers<LivingSession | undefined>();
    this.lookUps.set(id, lookUp);
    if (!this.lookingUp) void this.lookUpAll();
    return lookUp.promise;
  }

  private async lookUpAll(): Promise<void> {
    this.lookingUp = true;
    while (this.lookUps.size > 0) {
      const batch = new Map([...this.lookUps].slice(0, LOOK_UP_MAX));
      for (const id of batch.keys()) this.lookUps.delete(id);
      await this.lookUpBatch(batch);
    }
    this.lookingUp = false;
  }

  private async lookUpBatch(batch: ReadonlyMap<string, LookUp>): Promise<void> {
    const readAt = performance.now();
    try {
      const found = await this.sessions.findLiving(this.manager, [...batch.keys()]);
      const byId = new Map(found.map((session) => [session.id, session]));
      for (const session of found) this.known.set(session.id, { session, readAt });
      for (const [id, lookUp] of batch) lookUp.resolve(byId.get(id));
    } catch (error) {
      for (const lookUp of batch.values()) lookUp.reject(error);
    }
  }
}
