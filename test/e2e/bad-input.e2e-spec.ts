import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BadInput, type OpenApi, type Operation, type Parameter } from '../support/bad-input.js';
import { type Answer, type Method, type Person, type RequestOptions } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';

interface Route {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
}

const SAMPLE_ID = '018f2a5e-0000-7000-8000-000000000000';

// Goal: no input causes a 500 or is stored by accident. Method: every field of every route in the generated OpenAPI file
// is spoilt in every way its schema tells, so that routes added later are covered without a line here.
describe('bad input', () => {
  let test: TestApp;
  let person: Person;
  let badInput: BadInput;
  let routes: Route[];

  beforeAll(async () => {
    test = await startTestApp();
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
  });

  afterAll(async () => {
    await test.close();
  });

  const send = (route: Route, path: string, options: RequestOptions = {}): Promise<Answer> =>
    test.api.send(route.method, path, {
      token: person.accessToken,
      ...options,
      headers: { 'x-rowlock-browser': '1', ...options.headers },
    });

  const withBody = (): Route[] => routes.filter(({ operation }) => operation.requestBody);

  const parametersOf = ({ operation }: Route, kind: Parameter['in']): readonly Parameter[] =>
    (operation.parameters ?? []).filter((parameter) => parameter.in === kind);

  const filled = (path: string): string => path.replaceAll(/\{\w+\}/g, SAMPLE_ID);

  /** What is wrong with an answer that should be 400 at exactly this place; undefined when all is well. */
  const complaint = (answer: Answer, pointer: string): string | undefined => {
    if (answer.status !== 400) return `answered ${answer.status} ${answer.text.slice(0, 200)}`;
    if (answer.headers['content-type'] !== 'application/problem+json')
      return `is ${String(answer.headers['content-type'])}`;
    const { code, errors } = answer.body as { code: string; errors?: { pointer: string; detail: string }[] };
    if (code !== 'validation-failed') return `is ${code}`;
    const pointers = (errors ?? []).map((error) => error.pointer);
    return pointers.length === 1 && pointers[0] === pointer ? undefined : `points at ${pointers.join(' ')}`;
  };

  /** How many rows each table holds. */
  const countRows = async (): Promise<unknown> => {
    const tables = await test.dataSource.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    );
    const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM "${name}"`);
    return test.dataSource.query(counts.join(' UNION ALL '));
  };

  /** Runs checks a few at a time, and gives what they complained about. */
  const complaintsOf = async (checks: readonly (() => Promise<string | undefined>)[]): Promise<string[]> => {
    const found: string[] = [];
    const waiting = [...checks];
    const work = async (): Promise<void> => {
      for (let check = waiting.shift(); check; check = waiting.shift()) {
        const said = await check();
        if (said !== undefined) found.push(said);
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    return found;
  };

  it('meets every route the contract has so far', () => {
    expect(routes.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'POST /api/v1/auth/register',
        'PATCH /api/v1/users/me',
        'POST /api/v1/events',
        'PATCH /api/v1/events/{id}',
        'POST /api/v1/events/{id}/bookings',
        'POST /api/v1/events/{id}/waitlist',
      ]),
    );
  });

  it('in any field of any body is refused with a pointer to that field, and nothing is stored', async () => {
    const before = await countRows();
    const checks = withBody().flatMap((route) => {
      const schema = route.operation.requestBody?.content['application/json']?.schema ?? {};
      return [...badInput.bodies(schema)].map(({ pointer, why, json }) => async () => {
        const answer = await send(route, filled(route.path), { raw: json, headers: { 'if-match': '"1"' } });
        const said = complaint(answer, pointer);
        return said && `${route.name} ${pointer} (${why}) ${said}`;
      });
    });
    expect(await complaintsOf(checks)).toEqual([]);
    expect(checks.length).toBeGreaterThan(400);
    expect(await countRows()).toEqual(before);
  });

  it.each<[string, RequestOptions, number, string]>([
    ['a list', { raw: '[]' }, 400, 'validation-failed'],
    ['a text', { raw: '"text"' }, 400, 'validation-failed'],
    ['a number', { raw: '5' }, 400, 'validation-failed'],
    ['null', { raw: 'null' }, 400, 'validation-failed'],
    ['half a JSON', { raw: '{"a":' }, 400, 'malformed-json'],
    ['no JSON', { raw: 'seats=1' }, 400, 'malformed-json'],
    ['not UTF-8', { raw: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) }, 400, 'malformed-json'],
    ['nested without end', { raw: `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}` }, 400, 'validation-failed'],
    ['objects without end', { raw: '{"a":'.repeat(9000) + '1' + '}'.repeat(9000) }, 400, 'validation-failed'],
    [
      'a form',
      { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    ['plain text', { raw: 'a', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['XML', { raw: '<a/>', headers: { 'content-type': 'application/xml' } }, 415, 'unsupported-media-type'],
    ['far too large', { raw: `{"a":"${'a'.repeat(3 * 1024 * 1024)}"}` }, 413, 'body-too-large'],
  ])('as a whole body (%s) is refused', async (_name, options, status, code) => {
    const checks = withBody().map((route) => async () => {
      const answer = await send(route, filled(route.path), options);
      return answer.status === status && answer.body.code === code
        ? undefined
        : `${route.name} answered ${answer.status} ${answer.text.slice(0, 200)}`;
    });
    expect(await complaintsOf(checks)).toEqual([]);
  });

  it('in the query is refused with a pointer', async () => {
    const checks = routes.flatMap((route) =>
      parametersOf(route, 'query').flatMap(({ name, schema }) =>
        badQueries(name, badInput.resolve(schema).type).map((query) => async () => {
          const answer = await send(route, `${filled(route.path)}?${query}`);
          const said = complaint(answer, `#/query/${name}`);
          return said && `${route.name}?${query.slice(0, 80)} ${said}`;
        }),
      ),
    );
    expect(await complaintsOf(checks)).toEqual([]);
    expect(checks.length).toBeGreaterThan(40);
  });

  it('as a parameter nobody knows is refused on every list', async () => {
    const lists = routes.filter((route) => parametersOf(route, 'query').length > 0);
    const checks = lists.flatMap((route) =>
      ['unknown', '__proto__', 'constructor', 'limit[]', 'limit[gt]'].map((name) => async () => {
        const answer = await send(route, `${filled(route.path)}?${encodeURIComponent(name)}=1`);
        const said = complaint(answer, `#/query/${encodeURIComponent(name)}`);
        return said && `${route.name}?${name} ${said}`;
      }),
    );
    expect(await complaintsOf(checks)).toEqual([]);
    expect(lists.length).toBeGreaterThan(1);
  });

  it('in the path is refused, never a 500', async () => {
    const bad = [
      '1',
      'not-a-uuid',
      '%00',
      '%F0%9F%98%80',
      '..%2f..',
      `${SAMPLE_ID}0`,
      "'%20OR%201=1",
      '%ED%A0%80',
      'a'.repeat(500),
    ];
    const checks = routes.flatMap((route) =>
      parametersOf(route, 'path').flatMap(({ name }) =>
        bad.map((value) => async () => {
          const path = filled(route.path.replace(`{${name}}`, value));
          const answer = await send(route, path, { headers: { 'if-match': '"1"' }, ...bodyFor(route) });
          const isFine = complaint(answer, `#/path/${name}`) === undefined || answer.body.code === 'route-not-found';
          return isFine ? undefined : `${route.method} ${path} answered ${answer.status} ${answer.text.slice(0, 200)}`;
        }),
      ),
    );
    expect(await complaintsOf(checks)).toEqual([]);
  });

  it('in a header never causes a 500', async () => {
    const headers: Record<string, string>[] = [
      { 'if-match': 'nonsense' },
      { 'if-match': '"999999999999999999999999"' },
      { 'if-match': '*' },
      { 'if-none-match': '"'.repeat(50) },
      { 'idempotency-key': 'a'.repeat(300) },
      { 'idempotency-key': 'with space' },
      { authorization: 'Bearer '.repeat(100) },
      { authorization: `Bearer ${'a'.repeat(9000)}.b.c` },
      { accept: ',;,;q=nonsense' },
      { 'accept-encoding': 'nonsense;q=7' },
      { 'x-forwarded-for': 'nonsense, 1.2.3.4' },
      { origin: 'null' },
      { 'content-type': 'application/json; charset=nonsense' },
      { 'content-type': ';;;' },
    ];
    const checks = routes
      .filter(({ name }) => !name.endsWith('/auth/logout'))
      .flatMap((route) =>
        headers.map((given) => async () => {
          const answer = await send(route, filled(route.path), { ...bodyFor(route), headers: given });
          return answer.status < 500 ? undefined : `${route.name} ${JSON.stringify(given)} answered ${answer.status}`;
        }),
      );
    expect(await complaintsOf(checks)).toEqual([]);
  });

  const bodyFor = ({ operation }: Route): RequestOptions => {
    const schema = operation.requestBody?.content['application/json']?.schema;
    return schema ? { raw: JSON.stringify(badInput.sample(schema)) } : {};
  };
});

/** Query strings that spoil one parameter. Texts take most things, but not NUL, not twice, not without end. */
function badQueries(name: string, type: unknown): string[] {
  const long = 'a'.repeat(5000);
  const every = [`${name}=a%00b`, `${name}=1&${name}=2`, `${name}=${long}`, `${name}=%1b`];
  const numbers = [
    '',
    'abc',
    '-1',
    '0',
    '1.5',
    '1e3',
    '0x10',
    '101',
    '99999999999999999999',
    '1e400',
    'Infinity',
    '%201',
  ];
  return type === 'integer' ? [...every, ...numbers.map((value) => `${name}=${value}`)] : every;
}
