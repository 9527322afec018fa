import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../shared/domain-error.js';

/** argon2id with the least cost OWASP recommends (Password Storage Cheat Sheet, 2025): 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** More at a time only share the same cores, and each takes 19 MiB. */
const RUNNING_MAX = 4;

/**
 * How many may wait: about two seconds of work on two cores. Fewer: a small rush of sign-ins is refused.
 * More: people wait for an answer they no longer want, and everybody behind them too.
 */
const WAITING_MAX = 100;

/** When to come back once the queue is full; by then most of it is done. */
const RETRY_AFTER_SECONDS = 2;

/** A hash of nobody's password at the same cost, so that an unknown address takes as long as a wrong password. */
const HASH_OF_NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$cduIzvI06vcbg7FrTl9u3g$+NtlsMva+nDT5csu1HDFWdiXl2qVkR0CXHV45Zr53HE';

/** Hashes and checks passwords, a few at a time and with a short queue. */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws DomainError overloaded when the queue is full */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  /** As `hash`, for commands that make many: waits as long as it takes. */
  hashPatiently(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST), Infinity);
  }

  /**
   * Whether the password belongs to the hash; `undefined` stands for a user who does not exist and takes as long.
   * @throws DomainError overloaded when the queue is full
   */
  verify(passwordHash: string | undefined, password: string, waitingMax = WAITING_MAX): Promise<boolean> {
    return this.inTurn(async () => {
      const matches = await verify(passwordHash ?? HASH_OF_NOBODY, password);
      return matches && passwordHash !== undefined;
    }, waitingMax);
  }

  private async inTurn<T>(work: () => Promise<T>, waitingMax = WAITING_MAX): Promise<T> {
    await this.enter(waitingMax);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(waitingMax: number): Promise<void> {
    if (this.running < RUNNING_MAX) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= waitingMax) {
      throw new DomainError('overloaded', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The place goes straight to the next in line, so `running` stays as it is. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}
