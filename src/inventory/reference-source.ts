import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { REFERENCES_MAX, toReference } from './references.js';

/** References taken from the database at a time. Larger: more are lost at a restart. Smaller: more round trips. */
const BLOCK_SIZE = 256;

/** Hands out booking references that nobody else has, without a round trip for each (ADR 0006). */
@Injectable()
export class ReferenceSource {
  #next = 0;
  #end = 0;
  #refill: Promise<void> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async take(): Promise<string> {
    while (this.#next >= this.#end) await (this.#refill ??= this.#takeBlock());
    const reference = toReference(this.#next % REFERENCES_MAX);
    this.#next += 1;
    return reference;
  }

  async #takeBlock(): Promise<void> {
    try {
      const rows: { block: string }[] = await this.dataSource.query(
        `SELECT nextval('booking_reference_blocks') AS block`,
      );
      this.#next = (Number(rows[0]?.block) - 1) * BLOCK_SIZE;
      this.#end = this.#next + BLOCK_SIZE;
    } finally {
      this.#refill = undefined;
    }
  }
}
