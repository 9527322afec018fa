import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Method, type Person, type RequestOptions } from '../support/api-client.js';
import { startTestApp, type TestApp, uniqueName } from '../support/app.js';
import { type OpenApi } from '../support/bad-input.js';
import { anEventBody, type EventBody } from '../support/builders.js';
import { EventStream } from '../support/event-stream.js';
import { expectInvariants } from '../support/invariants.js';
import { Cast, fingerprint, type MakeRequest, type PermissionScene, setScene } from '../support/permission-scene.js';
import { type Permission, type Persona, PERSONAS, readPermissions } from '../support/permissions.js';

/** Rows worked on at a time. */
const WORKERS = 6;
const OWN_PAGE = { 'x-rowlock-browser': '1' };

// Goal: everybody gets what is theirs and nothing else. Method: every route of the OpenAPI document, asked by nine kinds of
// people over HTTP; a refusal must leave the database as it was, and no answer may hold what is another's.
describe('who may do what', () => {
  let test: TestApp;
  let cast: Cast;
  let visitor: Person;
  let routes: string[];
  const permissions = readPermissions();

  beforeAll(async () => {
    test = await startTestApp();
    [cast, visitor] = await Promise.all([Cast.assemble(test), test.api.register()]);
    const { body } = await test.api.get<OpenApi>('/api/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  const credentials = (): Record<string, string> => ({ email: visitor.email, password: visitor.password });
  const newAccount = (): Record<string, string> => ({
    email: `${uniqueName('new')}@example.org`,
    password: 'a long password',
    name: 'New',
  });
  const cookieOfVisitor = async (): Promise<RequestOptions> => {
    const options = { headers: OWN_PAGE };
    const { headers } = await test.api.post('/auth/browser/login', credentials(), options);
    return { headers: { ...OWN_PAGE, cookie: (headers['set-cookie'] ?? '').split(';')[0] ?? '' }, body: {} };
  };

  /** What a route needs beside its address and a token. */
  const REQUESTS: Readonly<Record<string, MakeRequest>> = {
    'POST /api/v1/auth/register': () => ({ body: newAccount() }),
    'POST /api/v1/auth/login': () => ({ body: credentials() }),
    'POST /api/v1/auth/browser/register': () => ({ body: newAccount(), headers: OWN_PAGE }),
    'POST /api/v1/auth/browser/login': () => ({ body: credentials(), headers: OWN_PAGE }),
    'PATCH /api/v1/users/me': () => ({ body: { name: uniqueName('Name') } }),
    'POST /api/v1/events': () => ({ body: anEventBody() }),
    'PATCH /api/v1/events/{id}': (_scene, { revision }) => ({
      body: { venue: uniqueName('venue') },
      headers: { 'if-match': `"${revision}"` },
    }),
    'PATCH /api/v1/events/{id}/seats': (_scene, { revision, freeSeat }) => ({
      body: { block: [freeSeat] },
      headers: { 'if-match': `"${revision}"` },
    }),
    'POST /api/v1/events/{id}/bookings': () => ({ body: { bestAvailable: { seats: 1 } } }),
    'POST /api/v1/events/{id}/waitlist': () => ({ body: { seats: 1 } }),
  };

  const optionsFor = async (route: string, scene: PermissionScene, event: EventBody): Promise<RequestOptions> => {
    if (route === 'POST /api/v1/auth/refresh') {
      const { body } = await test.api.post('/auth/login', credentials());
      return { body: { refreshToken: body.refreshToken } };
    }
    if (/browser\/(refresh|logout)$/.test(route)) return cookieOfVisitor();
    return REQUESTS[route]?.(scene, event) ?? {};
  };

  /** The event a route is asked about: waiting needs one that is sold out. */
  const eventFor = ({ route, isDraft }: Permission, { hall, soldOut, draft }: PermissionScene): EventBody => {
    if (isDraft) return draft;
    return route.includes('waitlist') ? soldOut : hall;
  };

  const send = async (permission: Permission, scene: PermissionScene, persona: Persona): Promise<Answer> => {
    const { route } = permission;
    const [method = '', pattern = ''] = route.split(' ');
    const event = eventFor(permission, scene);
    const bookingId = route.endsWith('/confirm') ? scene.holdId : scene.bookingId;
    const bare = pattern.replace('{id}', pattern.includes('/bookings/{id}') ? bookingId : event.id);
    // The list has pages; the draft must be missed because it is hidden, not because others come first.
    const path = route === 'GET /api/v1/events' ? `${bare}?search=${scene.draft.title}` : bare;
    const [token, options] = await Promise.all([cast.tokenOf(persona), optionsFor(route, scene, event)]);
    if (path.endsWith('/stream')) return readStream(event.id, token);
    return test.api.send(method as Method, path, { ...options, token });
  };

  /** A stream has no end; what it says first is answer enough. */
  const readStream = async (eventId: string, token: string | undefined): Promise<Answer> => {
    const stream = await EventStream.open(test.api, eventId, token === undefined ? {} : { token });
    if (stream.status === 200) await stream.until('availability');
    stream.close();
    return { status: stream.status ?? 0, headers: {}, body: {}, text: JSON.stringify(stream.messages) };
  };

  /** What is wrong with one answer. */
  const complaintsAbout = async (
    permission: Permission,
    scene: PermissionScene,
    persona: Persona,
  ): Promise<{ complaints: string[]; changed: boolean }> => {
    const before = await fingerprint(test, scene, cast);
    const answer = await send(permission, scene, persona);
    const changed = (await fingerprint(test, scene, cast)) !== before;
    const complaints: string[] = [];
    const expected = permission.statuses[persona];
    if (answer.status !== expected) complaints.push(`answered ${answer.status}, not ${expected}: ${answer.text}`);
    if (changed && (answer.status >= 400 || permission.route.startsWith('GET'))) complaints.push('changed something');
    for (const secret of scene.secrets) {
      if (answer.text.includes(secret.text) && !secret.for.includes(persona)) complaints.push(`saw ${secret.text}`);
    }
    return { complaints, changed };
  };

  const checkRow = async (permission: Permission): Promise<string[]> => {
    const found: string[] = [];
    let scene = await setScene(test, cast);
    for (const persona of PERSONAS) {
      // The demoted one was this event's organizer, which could not be if they had never been one.
      if (persona === 'demoted') scene = await setScene(test, cast, cast.people.demoted.user.id);
      const { complaints, changed } = await complaintsAbout(permission, scene, persona);
      const name = `${permission.route}${permission.isDraft ? ' (draft)' : ''} as ${persona}`;
      found.push(...complaints.map((complaint) => `${name} ${complaint}`));
      if (changed && persona !== 'demoted') scene = await setScene(test, cast);
    }
    return found;
  };

  it('has a row for every route of the OpenAPI document, and no other', () => {
    const known = permissions.filter(({ isDraft }) => !isDraft).map(({ route }) => route);
    expect(known.toSorted()).toEqual(routes.toSorted());
  });

  it('has a row about drafts for every route of one event', () => {
    const ofDrafts = permissions.filter(({ isDraft }) => isDraft).map(({ route }) => route);
    expect(ofDrafts.toSorted()).toEqual(routes.filter((route) => route.includes('/events/{id}')).toSorted());
  });

  it('is as the table says, for everybody everywhere', async () => {
    const isAboutPeople = ({ route }: Permission): boolean => route === 'PATCH /api/v1/users/me';
    // The people are the same in all scenes, so whatever changes them goes first and alone.
    const found: string[] = [];
    for (const permission of permissions.filter(isAboutPeople)) found.push(...(await checkRow(permission)));
    const waiting = permissions.filter((permission) => !isAboutPeople(permission));
    const work = async (): Promise<void> => {
      for (let row = waiting.shift(); row; row = waiting.shift()) found.push(...(await checkRow(row)));
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    expect(found).toEqual([]);
  }, 120_000);

  it('keeps the answers to an Idempotency-Key apart: the same key of somebody else is another', async () => {
    const { hall } = await setScene(test, cast);
    const key = { headers: { 'idempotency-key': uniqueName('key') } };
    const ask = async (persona: Persona): Promise<Answer> => {
      const [token, body] = [await cast.tokenOf(persona), { bestAvailable: { seats: 1 } }];
      return test.api.post(`/events/${hall.id}/bookings`, body, { ...key, token });
    };
    const [theirs, own] = [await ask('owner'), await ask('attendee')];
    expect([theirs.status, own.status]).toEqual([201, 201]);
    expect(own.headers).not.toHaveProperty('idempotency-replayed');
    expect((own.body.booking as { userId: string }).userId).toBe(cast.people.attendee.user.id);
    expect((await ask('owner')).text).toBe(theirs.text);
  });

  it('asks for the same token on HEAD as on GET', async () => {
    const found: string[] = [];
    const { hall } = await setScene(test, cast);
    for (const route of routes.filter((name) => name.startsWith('GET') && !name.endsWith('/stream'))) {
      const path = route.slice('GET '.length).replace('{id}', hall.id);
      const [get, head] = [await test.api.get(path), await test.api.send('HEAD', path)];
      if (get.status !== head.status) found.push(`${path} ${get.status} ${head.status}`);
    }
    expect(found).toEqual([]);
  });
});
