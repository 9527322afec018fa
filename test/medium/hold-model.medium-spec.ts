import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { type Command } from '../../src/inventory/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { histories, type History } from '../support/histories.js';
import { insertUsers, openEvent, openInstance, readCounters, type Instance } from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';
import { inWords } from '../support/model.js';

// Goal: the naive model and the database agree, to the last booking: what the pure decision reads and stores is what its
// tests assume. Method: random histories, one command after the other through two instances in turn. The clock is the
// database's; time goes by when all that is dated moves into the past.

const USERS = 12;

describe('the database, against the naive model', () => {
  let database: TestDatabase;
  let instances: readonly [Instance, Instance];
  let users: readonly string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    instances = [openInstance(database.dataSource), openInstance(database.dataSource)];
    users = await insertUsers(database.dataSource, USERS + 1);
  });

  afterAll(async () => {
    await database.drop();
  });

  /** Real ids for the model's names, and back. */
  class Names {
    readonly #ids = new Map<string, string>();
    readonly #names = new Map<string, string>();

    constructor() {
      for (const [index, id] of users.entries()) this.#tie(index === USERS ? 'organizer' : `user-${index}`, id);
    }

    idOf(name: string): string {
      return this.#ids.get(name) ?? this.#tie(name, uuidv7());
    }

    /** The words of the model, its names instead of ids. */
    inWords(text: string): string {
      return text.replaceAll(/[0-9a-f-]{36}/g, (id) => this.#names.get(id) ?? id);
    }

    #tie(name: string, id: string): string {
      this.#ids.set(name, id);
      this.#names.set(id, name);
      return id;
    }
  }

  async function withRealIds(command: Command, names: Names): Promise<Command> {
    const ids: Record<string, unknown> = {};
    for (const field of ['userId', 'actorId', 'bookingId', 'entryId']) {
      const name: unknown = (command as unknown as Record<string, unknown>)[field];
      if (typeof name === 'string') ids[field] = names.idOf(name);
    }
    if ('voucher' in command) {
      const { reference } = await instances[0].inventory.mintVoucher();
      ids.voucher = { bookingId: names.idOf(command.voucher.bookingId), reference };
    }
    return { ...command, ...ids };
  }

  const letTimePass = (eventId: string, ms: number): Promise<unknown> =>
    database.dataSource.query(
      `UPDATE bookings SET hold_expires_at = hold_expires_at - make_interval(secs => $2) WHERE event_id = $1`,
      [eventId, ms / 1_000],
    );

  async function play({ terms, steps }: History, names: Names): Promise<{ eventId: string; answers: string[] }> {
    const eventId = await openEvent(database.dataSource, instances[0], {
      ...terms,
      organizerId: names.idOf('organizer'),
    });
    const answers: string[] = [];
    let time = steps[0]?.now.getTime() ?? 0;
    for (const [place, { command, now }] of steps.entries()) {
      if (now.getTime() > time) await letTimePass(eventId, now.getTime() - time);
      time = now.getTime();
      const instance = place % 2 === 0 ? instances[0] : instances[1];
      answers.push(names.inWords(inWords(await instance.send(eventId, await withRealIds(command, names)))));
    }
    return { eventId, answers };
  }

  it('gives the same answers and ends with the same bookings and the same waitlist', async () => {
    const property = fc.asyncProperty(histories({ users: USERS, capacityMax: 8 }), async (history) => {
      // Keys are a person's own, whatever the event: each history needs its own people.
      await database.dataSource.query(`DELETE FROM idempotency_keys`);
      const names = new Names();
      const { eventId, answers } = await play(history, names);
      expect(answers).toEqual(history.answers);
      const bookings: { id: string; status: string; seats: number }[] = await database.dataSource.query(
        `SELECT id, status, seats FROM bookings WHERE event_id = $1 ORDER BY arrival_number`,
        [eventId],
      );
      const { model } = history;
      expect(bookings.map(({ id, status, seats }) => `${names.inWords(id)} ${status} ${seats}`)).toEqual(
        model.bookings.map(({ id, status, seats }) => `${id} ${status} ${seats}`),
      );
      const waiting: { id: string }[] = await database.dataSource.query(
        `SELECT id FROM waitlist_entries WHERE event_id = $1 AND status = 'waiting' ORDER BY arrival_number`,
        [eventId],
      );
      expect(waiting.map(({ id }) => names.inWords(id))).toEqual(model.waiting.map(({ entryId }) => entryId));
      expect((await readCounters(database.dataSource, eventId)).capacity).toBe(model.capacity);
      await expectInvariants(database.dataSource, { eventId });
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  }, 60_000);
});
