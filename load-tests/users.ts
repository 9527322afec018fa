import { type User } from '#scenario';
import { type Target } from '#target';

/**
 * A user may book 20 times in 10 seconds. With so many users in turns, nobody is asked again before that window is over,
 * however few of them a scenario takes.
 */
const USERS_IN_TURN = 500;

/** Gives every run users who have not been asked for a while, so that no run feels the limits of the one before. */
export class Users {
  readonly #all: readonly User[];
  #next = 0;

  private constructor(all: readonly User[]) {
    this.#all = all;
  }

  /** @param demands how many users each run will want @param announce told how many there will be, which takes a while */
  static async seed(target: Target, demands: readonly number[], announce: (count: number) => void): Promise<Users> {
    const count = usersNeeded(demands);
    announce(count);
    return new Users(await target.users(count));
  }

  take(count: number): User[] {
    const taken = Array.from({ length: count }, (_, index) => this.#all[(this.#next + index) % this.#all.length]);
    this.#next = (this.#next + count) % this.#all.length;
    return taken.filter((user) => user !== undefined);
  }
}

/** As many as the largest run wants, and enough for small ones to take turns. */
export function usersNeeded(demands: readonly number[]): number {
  const inAll = demands.reduce((sum, demand) => sum + demand, 0);
  return Math.min(inAll, Math.max(USERS_IN_TURN, ...demands));
}
