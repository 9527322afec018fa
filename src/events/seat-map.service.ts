import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable, Logger } from '@nestjs/common';
import { InventoryService } from '../inventory/inventory.service.js';
import { expectOutcome } from '../inventory/refusal.js';
import { BoundedMap } from '../shared/bounded-map.js';
import { type EditSeatsRequest } from './dto/edit-seats.request.js';
import { type EventEntity } from './event.entity.js';
import { EventsService, type Organizer } from './events.service.js';
import { type SeatMapFrame } from './seat-map-frame.js';
import { SeatMapRepository } from './seat-map.repository.js';

const compress = promisify(gzip);

/** Maps kept ready to send, and frames; a hall of 50,000 seats takes about 7 MB of each. */
const MAPS_MAX = 16;

/** Level 3 is half of the default's work for a few per cent more bytes of this very repetitive text. */
const GZIP_LEVEL = 3;

/** A seat map ready to send. */
export interface SeatMapBody {
  readonly json: Buffer;
  readonly gzipped: Buffer;
}

/** Shows the seats of mapped events, and blocks them. */
@Injectable()
export class SeatMapService {
  readonly #logger = new Logger(SeatMapService.name);

  /** The latest map of each event, so that a thousand people opening one page cost one reading. */
  readonly #maps = new BoundedMap<string, { readonly etag: string; readonly body: Promise<SeatMapBody> }>(MAPS_MAX);

  readonly #frames = new BoundedMap<string, Promise<SeatMapFrame>>(MAPS_MAX);

  constructor(
    private readonly events: EventsService,
    private readonly inventory: InventoryService,
    private readonly seatMaps: SeatMapRepository,
  ) {}

  /** @param etag names the state of the event that was asked for; what is sent is at least as new */
  read(eventId: string, etag: string): Promise<SeatMapBody> {
    const known = this.#maps.get(eventId);
    if (known?.etag === etag) return known.body;
    const body = this.#prepare(eventId);
    this.#maps.set(eventId, { etag, body });
    body.catch(() => {
      this.#maps.delete(eventId);
    });
    return body;
  }

  /**
   * Reads a large map before the public does: the first reading takes this process half a second, on the page and in
   * the lane. Whoever comes first does it otherwise, so a failure here is only worth a line in the log.
   */
  prepareForSale({ id, seating }: EventEntity): void {
    if (seating !== 'reserved') return;
    Promise.all([this.#frameOf(id), this.inventory.submit(id, { kind: 'promote' })]).catch((error: unknown) => {
      this.#logger.warn({ err: error, eventId: id }, 'a seat map was not read ahead of its sale');
    });
  }

  /**
   * Takes free seats off sale or puts them back; all or none.
   * @throws {DomainError} `seat-taken`, `revision-stale`, `wrong-seating`, `event-not-bookable`, `forbidden`,
   *   `event-not-found`, `validation-failed` (unknown seats)
   */
  async edit(
    eventId: string,
    expectedRevision: number,
    { block = [], unblock = [] }: EditSeatsRequest,
    user: Organizer,
  ): Promise<EventEntity> {
    await this.events.requireOrganizer(eventId, user);
    const command = { kind: 'block-seats', actorId: user.id, block, unblock, expectedRevision } as const;
    expectOutcome(await this.inventory.submit(eventId, command), 'edited');
    return this.events.read(eventId, user);
  }

  async #prepare(eventId: string): Promise<SeatMapBody> {
    const frame = await this.#frameOf(eventId);
    const { version, states } = await this.seatMaps.readStates(eventId);
    const json = Buffer.from(frame.fill(version, states));
    return { json, gzipped: await compress(json, { level: GZIP_LEVEL }) };
  }

  #frameOf(eventId: string): Promise<SeatMapFrame> {
    const known = this.#frames.get(eventId);
    if (known) return known;
    const frame = this.seatMaps.readFrame(eventId);
    this.#frames.set(eventId, frame);
    frame.catch(() => {
      this.#frames.delete(eventId);
    });
    return frame;
  }
}
