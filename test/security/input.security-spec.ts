import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, type Method, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { BadInput, type OpenApi, type Operation } from '../support/bad-input.js';
import { anEvent, book } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { type HostileRequest, hostileRequest } from '../support/hostile-input.js';
import { expectInvariants } from '../support/invariants.js';
import { RawConnection } from '../support/raw-http.js';
import { aHall } from '../support/seats.js';

const NOWHERE = '018f2a5e-0000-7000-8000-000000000000';
/** Requests against each route; more with FUZZ_RUNS, for who has the time. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 120);
/** A new one each time, and the same again with FUZZ_SEED. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const BODY_BYTES = 10 * 1024 * 1024;

/** What a stack trace, an SQL error or the runtime would say. */
const INDISCRETIONS =
  /\n\s+at |node_modules|\.ts:\d|\.js:\d|(Type|Reference|Range|Syntax|QueryFailed)Error|\b(SELECT|INSERT|UPDATE) .*\b(FROM|INTO|SET)\b|pg_|violates|invalid input syntax/;

interface Route {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
}

// Goal: whatever is sent, the answer is one of ours, says nothing about the inside, and what is refused leaves no trace.
// Method: requests made by fast-check from the OpenAPI document, against a real server on a real database.
describe('input', () => {
  let test: TestApp;
  let person: Person;
  let routes: readonly Route[];
  let badInput: BadInput;

  beforeAll(async () => {
    test = await startTestApp({ env: { LOG_LEVEL: 'silent' } });
    person = await test.api.register({ role: 'organizer' });
    const { body } = await test.api.get<OpenApi>('/api/openapi.json');
    badInput = new BadInput(body);
    routes = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase() as Method,
        path,
        operation,
      })),
    );
    process.stdout.write(`Fuzzing with FUZZ_SEED=${SEED}\n`);
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  /** Every row there is, as one text that changes with any of them. */
  const contents = async (): Promise<string> => {
    const tables = [
      'users',
      'sessions',
      'events',
      'seats',
      'bookings',
      'waitlist_entries',
      'ledger',
      'idempotency_keys',
    ];
    const sums = tables.map((table) => `(SELECT md5(string_agg(r::text, '' ORDER BY r::text)) FROM ${table} r)`);
    const [row] = await test.dataSource.query<{ state: string }[]>(
      `SELECT concat_ws(' ', ${sums.join(', ')}) AS state`,
    );
    return row?.state ?? '';
  };

  /** Ids of something to be asked about, made for this route alone, for some requests are valid after all. */
  const idsFor = async ({ path }: Route): Promise<string[]> => {
    // A stream that opens has no end.
    if (!path.includes('{id}') || path.endsWith('/stream')) return [NOWHERE];
    const fields = path.endsWith('/seats') ? aHall({ rows: 2, seatsPerRow: 5 }) : { capacity: 50 };
    const event = await anEvent(test.api, person, { ...fields, maxSeatsPerUser: 50 });
    if (!path.includes('/bookings/{id}')) return [event.id, event.id.toUpperCase(), NOWHERE];
    const booked = await book(test.api, person, event.id, { seats: 1, hold: true });
    const { id, reference } = booked.body.booking as { id: string; reference: string };
    return [id, reference, reference.toLowerCase(), NOWHERE];
  };

  const send = async (route: Route, token: string, request: HostileRequest): Promise<Answer> => {
    const path = route.path.replace('{id}', request.id) + request.query;
    const { headers, body } = request;
    return test.api.send(route.method, path, { token, headers, ...(body && { raw: body }) });
  };

  /** What is wrong with an answer. */
  const complaintAbout = (answer: Answer): string | undefined => {
    if (answer.status >= 500) return 'is a fault of ours';
    if (INDISCRETIONS.test(answer.text) && answer.status >= 400) return 'tells about the inside';
    const isProblem = answer.headers['content-type'] === 'application/problem+json' && 'code' in answer.body;
    return answer.status >= 400 && !isProblem ? 'is no problem+json' : undefined;
  };

  const tokenFor = async ({ path }: Route): Promise<string> => {
    // Whoever signs out needs a session that nobody else uses.
    if (!path.endsWith('/logout')) return person.accessToken;
    return (await test.api.register()).accessToken;
  };

  it('of every kind on every route: never a fault, never a word about the inside, never a trace of what was refused', async () => {
    const statuses = new Map<number, number>();
    for (const route of routes) {
      const [ids, token] = await Promise.all([idsFor(route), tokenFor(route)]);
      const schema = route.operation.requestBody?.content['application/json']?.schema;
      const requests = hostileRequest(badInput, { parameters: route.operation.parameters ?? [], body: schema, ids });
      let before = await contents();
      const property = fc.asyncProperty(requests, async (request) => {
        const answer = await send(route, token, request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const complaint = complaintAbout(answer);
        if (complaint !== undefined) throw new Error(`${route.name} ${complaint}: ${answer.status} ${answer.text}`);
        if (route.method === 'GET') return;
        const after = await contents();
        if (answer.status >= 400 && after !== before) throw new Error(`${route.name} ${answer.status} left a trace`);
        before = after;
      });
      await fc.assert(property, { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: 60_000 });
    }
    const summary = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status} × ${count}`);
    process.stdout.write(`Answers: ${summary.join(', ')}\n`);
    // Not all of it may be refused at the door: what gets further is what finds faults.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(50);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(500);
  }, 900_000);

  it('of ten megabytes is refused on every route, and mostly unread', async () => {
    const found: string[] = [];
    const chunk = 'a'.repeat(64 * 1024);
    await Promise.all(
      routes
        .filter(({ method }) => method !== 'GET')
        .map(async ({ name, method, path }) => {
          const connection = RawConnection.open(test.url);
          const head = [
            `${method} ${path.replace('{id}', NOWHERE)} HTTP/1.1`,
            'host: x',
            'content-type: application/json',
            'x-rowlock-browser: 1',
            `authorization: Bearer ${person.accessToken}`,
            `content-length: ${BODY_BYTES}`,
          ];
          connection.send(`${head.join('\r\n')}\r\n\r\n`);
          let sent = 0;
          await eventually(() => {
            if (connection.status === undefined && sent < BODY_BYTES) {
              connection.send(chunk);
              sent += chunk.length;
            }
            if (connection.status === undefined) throw new Error(`${name} has not answered`);
          });
          if (connection.status !== 413) found.push(`${name} ${connection.received.slice(0, 300)}`);
          if (sent > BODY_BYTES / 2) found.push(`${name} read ${sent}`);
          connection.close();
        }),
    );
    expect(found).toEqual([]);
    expect((await test.api.get('/events')).status).toBe(200);
  });

  it('with a member of every object as its name changes no object but the one it is in', async () => {
    const polluted = ['admin', 'role', 'status', 'isAdmin', 'polluted'];
    const bodies = ['{"__proto__":{"polluted":1,"role":"admin"}}', '{"constructor":{"prototype":{"polluted":1}}}'];
    for (const { method, path } of routes.filter(({ operation }) => operation.requestBody)) {
      for (const raw of bodies) {
        const headers = { 'x-rowlock-browser': '1', 'if-match': '"1"' };
        const token = person.accessToken;
        const { status } = await test.api.send(method, path.replace('{id}', NOWHERE), { raw, headers, token });
        expect(status).toBeGreaterThanOrEqual(400);
      }
    }
    expect(polluted.filter((name) => name in {})).toEqual([]);
    expect((await test.api.get('/users/me', { token: person.accessToken })).body.role).toBe('organizer');
  });
});
