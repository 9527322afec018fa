import { type INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuthService } from '../auth/auth.service.js';
import { ProvisioningService, type Account } from '../auth/provisioning.service.js';
import { CreateEventRequest } from '../events/dto/create-event.request.js';
import { EventsService, type Organizer } from '../events/events.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { expectOutcome } from '../inventory/refusal.js';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { UsersService } from '../users/users.service.js';

/** A sign-in of the demo, to be shown to whoever starts the program. */
export type DemoLogin = Readonly<Pick<Account, 'email' | 'password' | 'role'>>;

/** Known to everybody who reads this: the demo is for a database on one's own machine. */
const PASSWORD = 'rowlock-demo';

const account = (name: string, role: Account['role']): Account => ({
  email: `${name.toLowerCase()}@demo.example`,
  password: PASSWORD,
  name,
  role,
});

const ORGANIZER = { ...account('Olga', 'organizer'), role: 'organizer' } as const;
const ATTENDEES = [account('Ben', 'attendee'), account('Carla', 'attendee'), account('Dana', 'attendee')] as const;
const EVERYBODY: readonly Account[] = [account('Ada', 'admin'), ORGANIZER, ...ATTENDEES];

/** The sessions that come with provisioning are not handed out; people sign in with the password. */
const UNUSED_SESSION_SECONDS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Gives an empty database something to look at: an admin, an organizer, three attendees, an event on sale and one that
 * is sold out with a waitlist. Does nothing as soon as there is any user; several instances may start at once.
 * Never for a database that strangers can reach: the passwords are public, and one of them is an admin's.
 * @returns the demo's logins as far as they exist, also on a later start; none on a database with other users only
 */
export async function plantDemo(app: INestApplicationContext): Promise<DemoLogin[]> {
  const users = app.get(UsersService);
  if (!(await hasUsers(app))) await plant(app);
  const existing = await users.findByEmails(EVERYBODY.map(({ email }) => email));
  return EVERYBODY.filter(({ email }) => existing.has(email)).map(({ email, password, role }) => ({
    email,
    password,
    role,
  }));
}

async function hasUsers(app: INestApplicationContext): Promise<boolean> {
  const rows = await app.get(DataSource).query<{ id: string }[]>(`SELECT id FROM users LIMIT 1`);
  return rows.length > 0;
}

async function plant(app: INestApplicationContext): Promise<void> {
  const organizer = await claim(app);
  if (!organizer) return;
  const provisioned = await app.get(ProvisioningService).provision(
    EVERYBODY.filter(({ email }) => email !== ORGANIZER.email),
    UNUSED_SESSION_SECONDS,
  );
  const idOf = ({ email }: Account): string => provisioned.find((user) => user.email === email)?.userId ?? '';
  await sell(app, organizer, {
    title: 'An evening of chamber music',
    description: 'Haydn, Bartók, and something new.',
    venue: 'Old Town Hall',
    capacity: 120,
    startsInDays: 30,
  });
  const small = await sell(app, organizer, {
    title: 'Open stage',
    description: 'Four seats, and people waiting for them: cancel a booking and watch who gets the seat.',
    venue: 'The back room',
    capacity: 4,
    startsInDays: 14,
  });
  const [ben, carla, dana] = ATTENDEES;
  await book(app, small, idOf(ben), 2);
  await book(app, small, idOf(carla), 2);
  await book(app, small, idOf(dana), 1);
}

/** Registers the organizer; of several instances that start on one empty database, the address lets only one through. */
async function claim(app: INestApplicationContext): Promise<Organizer | undefined> {
  const { email, password, name, role } = ORGANIZER;
  try {
    const { user } = await app.get(AuthService).register({ email, password, name, role });
    return user;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'already-registered') return undefined;
    throw error;
  }
}

interface DemoEvent extends Pick<CreateEventRequest, 'title' | 'description' | 'venue' | 'capacity'> {
  readonly startsInDays: number;
}

async function sell(
  app: INestApplicationContext,
  organizer: Organizer,
  { startsInDays, ...fields }: DemoEvent,
): Promise<string> {
  const startsAt = new Date(Date.now() + startsInDays * DAY_MS);
  startsAt.setUTCHours(18, 0, 0, 0);
  const request = Object.assign(new CreateEventRequest(), { ...fields, startsAt, seating: 'general' as const });
  const events = app.get(EventsService);
  const { id } = await events.create(request, organizer);
  await events.publish(id, organizer);
  return id;
}

async function book(app: INestApplicationContext, eventId: string, userId: string, seats: number): Promise<void> {
  const inventory = app.get(InventoryService);
  const voucher = await inventory.mintVoucher();
  const outcome = await inventory.submit(eventId, {
    kind: 'book',
    userId,
    seats,
    placement: { kind: 'any' },
    hold: false,
    joinWaitlist: true,
    voucher,
    entryId: newId(),
  });
  expectOutcome(outcome, 'booked', 'waitlisted');
}
