import { Injectable } from '@nestjs/common';

/** Long enough for a balancer to see it, short enough that the next buyers find out whether it is over. */
const MEMORY_MS = 3_000;

/**
 * Whether the database has lately been short of what it needs to store anything, a full disk above all: it still answers
 * whoever asks how it is.
 */
@Injectable()
export class DatabaseShortage {
  #notedAt = -Infinity;

  note(): void {
    this.#notedAt = performance.now();
  }

  get isRecent(): boolean {
    return performance.now() - this.#notedAt < MEMORY_MS;
  }
}
