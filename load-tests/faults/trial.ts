import { Client } from 'pg';
import { Api } from '#api';
import { Buyers, type BuyersTerms } from '#faults/buyers';
import { randomFrom } from '#faults/database-proxy';
import { type Effort, type FaultResult } from '#faults/fault';
import { checkAccount, judgeRecord, type Stored, toCheck } from '#faults/judge';
import { WAIT_MAX_MS, type World } from '#faults/lab';
import { type Asked, toTold } from '#faults/record';
import { openSale, type Sale } from '#faults/sale';
import { runProgram } from '#program';
import { type Check } from '#run-record';
import { ROOT } from '#target';
import { Connection } from '#wire';
import { join } from 'node:path';

/** Enough that every batch is shared, few enough that a laptop keeps up beside everything else. */
const CONNECTIONS = 40;
/** So that 40 connections ask about 400 times a second, and a crowd lasts as long as a fault. */
const THINK_MS = 100;

/** The load of one fault, from the first request to the judgement. */
export class Trial {
  readonly buyers: Buyers;
  readonly sale: Sale;
  readonly #world: World;
  readonly #terms: BuyersTerms;

  private constructor(world: World, sale: Sale, terms: BuyersTerms) {
    this.#world = world;
    this.sale = sale;
    this.#terms = terms;
    this.buyers = new Buyers(terms);
  }

  /** Opens a sale and lets people in. @param more how they behave, where it matters to the fault */
  static async begin(
    world: World,
    origins: readonly string[],
    { seed }: Effort,
    more: Partial<BuyersTerms> = {},
  ): Promise<Trial> {
    const sale = await openSale(await organizerApi(origins[0] ?? '', world));
    const usual = { connections: CONNECTIONS, thinkMs: THINK_MS, random: randomFrom(seed), crowd: world.crowd };
    return new Trial(world, sale, { ...usual, origins, sale, ...more });
  }

  /**
   * Lets everybody hear the end of it and compares their record with the database; whoever got no answer asks again at
   * `origin`, with the same key.
   */
  async conclude(
    origin: string,
    { checks = [], notes = [], waitMaxMs = WAIT_MAX_MS, recoveryMs }: Partial<Conclusion> = {},
  ): Promise<FaultResult> {
    const record = await this.buyers.stop();
    const stored = await readStored(this.#world.databaseUrl, this.sale.eventIds);
    const account = judgeRecord(record, stored);
    const unanswered = record.asked.filter(({ told }) => told.kind === 'unanswered');
    const found = await this.#checkFoundAgain(origin, unanswered, stored);
    const invariants = await checkInvariants(this.#world);
    return {
      account,
      load: `${(account.asked / record.seconds).toFixed(0)}/s, ${this.#terms.connections} connections`,
      ...(recoveryMs === undefined ? {} : { recoveryMs }),
      checks: [...checkAccount(account, waitMaxMs), found, invariants, ...checks],
      notes,
    };
  }

  async #checkFoundAgain(origin: string, unanswered: readonly Asked[], before: readonly Stored[]): Promise<Check> {
    const wrong: string[] = [];
    for (const { eventId, user, shot } of unanswered) {
      const [row] = before.filter((stored) => stored.eventId === eventId && stored.userId === user.userId);
      const connection = await Connection.open(new URL(origin));
      const response = await connection.exchange(shot).finally(() => {
        connection.close();
      });
      const told = toTold(response);
      const id = told.kind === 'acknowledged' ? told.id : undefined;
      const isReplayed = response.header('idempotency-replayed') === 'true';
      const isTrue = row ? id === row.id && isReplayed : !isReplayed && (id !== undefined || response.status === 409);
      if (!isTrue) wrong.push(`${row ? 'stored' : 'not stored'}, asked again: ${response.status} ${response.body}`);
    }
    const after = await readStored(this.#world.databaseUrl, this.sale.eventIds);
    const rows = Map.groupBy(after, ({ eventId, userId }) => `${eventId} ${userId}`);
    const twice = [...rows.values()].filter(({ length }) => length > 1).length;
    const found = `${unanswered.length - wrong.length} of ${unanswered.length}, ${twice} twice ${wrong[0] ?? ''}`;
    const expected = 'who got no answer asks again with the same key and hears the truth';
    return toCheck('found again', wrong.length === 0 && twice === 0, expected, found.trim());
  }
}

interface Conclusion {
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
  readonly waitMaxMs: number;
  readonly recoveryMs: number | undefined;
}

/** The API in the name of the organizer, whose account is made when it is first needed. */
export async function organizerApi(origin: string, { organizer }: World): Promise<Api> {
  const api = new Api(origin, organizer);
  try {
    await api.register();
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('already-registered'))) throw error;
  }
  return api;
}

/** Everything that was asked for at these events: what waitlists gave of themselves is the server's own doing. */
async function readStored(databaseUrl: string, eventIds: readonly string[]): Promise<Stored[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Stored>(
      `SELECT event_id AS "eventId", user_id AS "userId", id, status, 'booking' AS what
         FROM bookings WHERE event_id = ANY ($1) AND source = 'direct'
        UNION ALL
       SELECT event_id, user_id, id, status, 'entry' FROM waitlist_entries WHERE event_id = ANY ($1)`,
      [eventIds],
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** The whole database by `npm run verify`. */
async function checkInvariants({ databaseUrl, jwtSecret }: World): Promise<Check> {
  const environment = { DATABASE_URL: databaseUrl, JWT_SECRET: jwtSecret };
  const { code, output } = await runProgram([join(ROOT, 'dist', 'cli', 'verify.js')], { cwd: ROOT, environment });
  return toCheck('invariants', code === 0, 'all hold', output.trim().split('\n').at(-1) ?? '');
}
