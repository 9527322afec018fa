import { hash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ThrottleCounts } from '../http/throttle.counts.js';
import { BoundedMap } from '../shared/bounded-map.js';
import { DomainError } from '../shared/domain-error.js';

/**
 * Over how many windows of `THROTTLE_AUTH_TTL_MS` the wrong passwords of an account are counted: 15 minutes by default.
 * Shorter: a patient attacker guesses more. Longer: an owner who mistypes during an attack waits longer.
 */
const WINDOWS = 15;

/** About 200 bytes each; beyond, what is known longest is forgotten. */
const REMEMBERED_MAX = 50_000;

/**
 * Slows down whoever guesses the password of one account, from however many addresses, without shutting its owner out.
 *
 * One address has `THROTTLE_AUTH_LIMIT` tries per window already, whatever account they are for. Here the wrong passwords of
 * one account are counted over all addresses. Once there were `THROTTLE_AUTH_LIMIT` of them, each network has one try left,
 * except those from which somebody has signed in to this account before. So the owner gets in with the right password from
 * anywhere, while a thousand hired hosts get a thousand guesses and not twenty thousand a minute. Accounts that do not exist
 * are counted as well, so that nobody can tell them apart.
 */
@Injectable()
export class SignInAttempts {
  private readonly logger = new Logger('Auth');
  /** Accounts under attack, and until when (`performance.now()`). */
  private readonly besieged = new BoundedMap<string, number>(REMEMBERED_MAX);
  /** Accounts with the networks of their owners. */
  private readonly familiar = new BoundedMap<string, true>(REMEMBERED_MAX);
  private readonly failuresMax: number;
  private readonly windowMs: number;

  constructor(
    { throttleAuthLimit, throttleAuthTtlMs }: Config,
    private readonly counts: ThrottleCounts,
  ) {
    this.failuresMax = throttleAuthLimit;
    this.windowMs = throttleAuthTtlMs * WINDOWS;
  }

  /**
   * To be asked before a password is looked at. `email` in its folded form, `network` as `networkOf` has it.
   * @throws DomainError too-many-requests
   */
  async admit(email: string, network: string): Promise<void> {
    const account = accountOf(email);
    const place = placeOf(account, network);
    if ((this.besieged.get(account) ?? 0) <= performance.now() || this.familiar.get(place)) return;
    const { isBlocked, timeToBlockExpire } = await this.count(place, 1);
    if (isBlocked) throw new DomainError('too-many-requests', { retryAfterSeconds: timeToBlockExpire });
  }

  async failed(email: string, network: string): Promise<void> {
    const account = accountOf(email);
    const { isBlocked, timeToBlockExpire } = await this.count(account, this.failuresMax);
    if (!isBlocked) return;
    this.besieged.set(account, performance.now() + timeToBlockExpire * 1000);
    this.logger.warn({ network }, 'many wrong passwords for one account');
  }

  succeeded(email: string, network: string): void {
    this.familiar.set(placeOf(accountOf(email), network), true);
  }

  private count(key: string, limit: number): ReturnType<ThrottleCounts['increment']> {
    return this.counts.increment(`sign-in:${key}`, this.windowMs, limit, 0, 'sign-in');
  }
}

/** Not the address itself: the counts may be kept in a Redis that others read. */
const accountOf = (email: string): string => hash('sha256', email, 'base64url');

const placeOf = (account: string, network: string): string => `${account} ${network}`;
