import { SessionsService } from '../../src/auth/sessions.service.js';
import { AuthService } from '../../src/auth/auth.service.js';
import { UsersService } from '../../src/users/users.service.js';
import { type Answer, type Person, type RequestOptions } from './api-client.js';
import { type TestApp, uniqueName } from './app.js';
import { aDraft, anAdmin, anEvent, book, type EventBody } from './builders.js';
import { eventually } from './eventually.js';
import { type Persona } from './permissions.js';
import { aHall, readSeats } from './seats.js';

type Living = Exclude<Persona, 'nobody' | 'signed-out' | 'disabled'>;

const TOKEN_SECONDS = 900;

/** The people of the table of permissions, each with a token. */
export class Cast {
  private constructor(
    private readonly test: TestApp,
    readonly people: Readonly<Record<Living, Person>>,
    private readonly deadTokens: Readonly<Record<'signed-out' | 'disabled', string>>,
  ) {}

  static async assemble(test: TestApp): Promise<Cast> {
    const { api, app, dataSource } = test;
    const [attendee, owner, rival, organizer, admin, signedOut, disabled, demoted] = await Promise.all([
      api.register({ name: 'Attendee' }),
      api.register({ name: 'Owner' }),
      api.register({ name: 'Rival', role: 'organizer' }),
      api.register({ name: 'Organizer', role: 'organizer' }),
      anAdmin(test),
      anAdmin(test),
      anAdmin(test),
      anAdmin(test),
    ]);
    await api.post('/auth/logout', undefined, { token: signedOut.accessToken });
    await app.get(AuthService).disable(disabled.user.id);
    // Known here as an admin first, so that what follows is a change.
    await api.get('/users/me', { token: demoted.accessToken });
    await dataSource.query(`UPDATE users SET role = 'attendee' WHERE id = $1`, [demoted.user.id]);
    await eventually(async () => {
      const { status } = await api.post('/events', {}, { token: demoted.accessToken });
      if (status !== 403) throw new Error(`Still an admin: ${status}`);
    }, 2000);
    const people = { attendee, owner, rival, organizer, admin, demoted };
    return new Cast(test, people, { 'signed-out': signedOut.accessToken, disabled: disabled.accessToken });
  }

  /** A token of a session of its own, so that one who signs out is there for the next request again. */
  async tokenOf(persona: Persona): Promise<string | undefined> {
    if (persona === 'nobody') return undefined;
    if (persona === 'signed-out' || persona === 'disabled') return this.deadTokens[persona];
    const user = await this.test.app.get(UsersService).getById(this.people[persona].user.id);
    const [pair] = await this.test.app.get(SessionsService).openMany([user], TOKEN_SECONDS);
    return pair?.accessToken;
  }
}

/** What one request may read and change: a hall on sale, a sold-out event and a draft. */
export interface PermissionScene {
  readonly hall: EventBody & { readonly freeSeat: string };
  readonly soldOut: EventBody;
  readonly draft: EventBody & { readonly freeSeat: string };
  readonly bookingId: string;
  readonly holdId: string;
  /** Text that an answer may hold only for these personas. */
  readonly secrets: readonly { readonly text: string; readonly for: readonly Persona[] }[];
}

const THEIRS = ['owner', 'organizer', 'admin'] as const;

/** Sets a scene. `organizerId`: whose the events are said to be in the database, once they are made. */
export async function setScene(test: TestApp, { people }: Cast, organizerId?: string): Promise<PermissionScene> {
  const { organizer, owner } = people;
  const draftTitle = uniqueName('draft');
  const [hall, soldOut, draft] = await Promise.all([
    anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 4 })),
    anEvent(test.api, organizer, { capacity: 1 }),
    aDraft(test.api, organizer, { ...aHall({ rows: 1, seatsPerRow: 2 }), title: draftTitle }),
  ]);
  const one = { bestAvailable: { seats: 1 } };
  const booking = idsOf(await book(test.api, owner, hall.id, one), 'booking');
  const hold = idsOf(await book(test.api, owner, hall.id, { ...one, hold: true }), 'booking');
  await book(test.api, organizer, soldOut.id);
  const entry = idsOf(await book(test.api, owner, soldOut.id), 'waitlistEntry');
  const eventIds = [hall.id, soldOut.id, draft.id];
  const freeSeats = await Promise.all([hall, draft].map(({ id }) => freeSeatOf(test, id, organizer)));
  if (organizerId !== undefined) {
    await test.dataSource.query(`UPDATE events SET organizer_id = $2 WHERE id = ANY ($1)`, [eventIds, organizerId]);
  }
  return {
    hall: { ...hall, freeSeat: freeSeats[0] ?? '' },
    soldOut,
    draft: { ...draft, freeSeat: freeSeats[1] ?? '' },
    bookingId: booking.id,
    holdId: hold.id,
    secrets: [
      { text: booking.reference, for: THEIRS },
      { text: entry.id, for: THEIRS },
      { text: owner.email, for: THEIRS },
      { text: draftTitle, for: ['organizer', 'admin'] },
    ],
  };
}

async function freeSeatOf(test: TestApp, eventId: string, organizer: Person): Promise<string> {
  const { sections } = await readSeats(test.api, eventId, organizer);
  const seats = sections.flatMap(({ rows }) => rows.flatMap((row) => row.seats));
  return seats.find(({ state }) => state === 'free')?.id ?? '';
}

function idsOf({ status, text, body }: Answer, name: string): { id: string; reference: string } {
  const found = body[name];
  if (status >= 300 || found === undefined) throw new Error(`No ${name}: ${status} ${text}`);
  return found as { id: string; reference: string };
}

/** All that a request could have changed and must not, as text. */
export async function fingerprint(test: TestApp, scene: PermissionScene, cast: Cast): Promise<string> {
  const { hall, soldOut, draft } = scene;
  const rows = await test.dataSource.query<{ state: string }[]>(
    `SELECT jsonb_build_object(
              'events', (SELECT jsonb_agg(e ORDER BY id) FROM events e WHERE id = ANY ($1)),
              'bookings', (SELECT jsonb_agg(b ORDER BY id) FROM bookings b WHERE event_id = ANY ($1)),
              'seats', (SELECT jsonb_agg(s ORDER BY id) FROM seats s WHERE event_id = ANY ($1)),
              'entries', (SELECT jsonb_agg(w ORDER BY id) FROM waitlist_entries w WHERE event_id = ANY ($1)),
              'users', (SELECT jsonb_agg(u ORDER BY id) FROM users u WHERE id = ANY ($2)))::text AS state`,
    [[hall.id, soldOut.id, draft.id], Object.values(cast.people).map(({ user }) => user.id)],
  );
  return rows[0]?.state ?? '';
}

/** What to send, beside the token; ways in get credentials of somebody who takes no part in the scene. */
export type MakeRequest = (scene: PermissionScene, event: EventBody & { freeSeat?: string }) => RequestOptions;
