import { type Api } from '#api';
import { book } from '#booking-shots';
import { type User } from '#scenario';
import { type Shot } from '#shot';

const ENDLESS = 1_000_000;
/** So many that a fault's load never runs out of people who have not asked for the event yet. */
const HALLS = 12;
/** Sells out soon: from then on people wait, and move up when somebody gives a seat back. */
const CLUB_SEATS = 60;
/** Sells out and has no waitlist: from then on people are refused. */
const CELLAR_SEATS = 40;
const STUDIO_BLOCK = { section: 'Stalls', rows: 20, seatsPerRow: 20 };

/** What is on sale while things break: all kinds of events, so that all kinds of writes are under way. */
export interface Sale {
  readonly halls: readonly string[];
  readonly club: string;
  readonly cellar: string;
  readonly studio: string;
  readonly eventIds: readonly string[];
}

/** Opens fresh events. */
export async function openSale(api: Api): Promise<Sale> {
  const halls: string[] = [];
  for (let hall = 1; hall <= HALLS; hall += 1) {
    halls.push(await api.openEvent(`Hall ${hall}`, { seating: 'general', capacity: ENDLESS }));
  }
  const waitlist = { enabled: true, mode: 'auto' } as const;
  const club = await api.openEvent('Club', { seating: 'general', capacity: CLUB_SEATS, waitlist });
  const studio = await api.openEvent('Studio', { seating: 'reserved', seatMap: { blocks: [STUDIO_BLOCK] }, waitlist });
  const cellar = await api.openEvent('Cellar', {
    seating: 'general',
    capacity: CELLAR_SEATS,
    waitlist: { ...waitlist, enabled: false },
  });
  return { halls, club, cellar, studio, eventIds: [...halls, club, cellar, studio] };
}

/** One wish of one person for one event. */
export interface Wish {
  readonly eventId: string;
  readonly user: User;
  readonly shot: Shot;
}

/** Makes up wishes: seven of ten for a hall, one for each of the others, and never two of one person for one event. */
export class Wishes {
  readonly #sale: Sale;
  readonly #crowd: readonly User[];
  readonly #askers = new Map<string, number>();
  #count = 0;

  constructor(sale: Sale, crowd: readonly User[]) {
    this.#sale = sale;
    this.#crowd = crowd;
  }

  /** @returns nothing when everybody has asked for everything */
  next(): Wish | undefined {
    const turn = this.#count % 10;
    this.#count += 1;
    const { club, cellar, studio, halls } = this.#sale;
    const special = [club, cellar, studio][turn];
    for (const eventId of [...(special === undefined ? [] : [special]), ...halls]) {
      const user = this.#nextUser(eventId);
      if (!user) continue;
      const wish = eventId === studio ? { bestAvailable: { seats: 1 } } : { seats: 1 };
      return { eventId, user, shot: book(user, eventId, wish) };
    }
    return undefined;
  }

  #nextUser(eventId: string): User | undefined {
    const asked = this.#askers.get(eventId) ?? 0;
    this.#askers.set(eventId, asked + 1);
    return this.#crowd[asked];
  }
}
