import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Alternative, type Order, type Sale } from '#alternatives/alternative';
import {
  BookSeatsRequest,
  CurrentUser,
  requestedParty,
  ThrottleBookings,
  toBookSeatsResponse,
  UuidPipe,
} from '#product';
import type { AuthenticatedUser } from '../../src/auth/authenticated-user.js';
import type { BookSeatsRequest as Request } from '../../src/bookings/dto/book-seats.request.js';
import type { Voucher } from '../../src/inventory/commands.js';

/** What the route is given: the alternative, and the identity of each booking that may come of it. */
export const ALTERNATIVE = Symbol('alternative');
export const MINT_VOUCHER = Symbol('mint voucher');

/** `POST /events/:id/bookings` as Rowlock has it: same guards, throttle, validation and answer; only the sale differs. */
export class AlternativeBookingsController {
  readonly #alternative: Alternative;
  readonly #mintVoucher: () => Promise<Voucher>;

  constructor(alternative: Alternative, mintVoucher: () => Promise<Voucher>) {
    this.#alternative = alternative;
    this.#mintVoucher = mintVoucher;
  }

  async book(user: AuthenticatedUser, eventId: string, request: Request, reply: FastifyReply): Promise<unknown> {
    const { seats } = requestedParty(request);
    const voucher = await this.#mintVoucher();
    const order: Order = { ...voucher, eventId, userId: user.id, seats, createdAt: new Date() };
    const sale = await this.#alternative.sell(order);
    if (sale === 'booked') reply.header('location', `/api/v1/bookings/${order.bookingId}`);
    reply.code(sale === 'booked' ? 201 : 202);
    return toResponse(sale, order);
  }
}

// Node runs this file by taking its types off, and decorators are no types: they are called as what they are, functions.
const { prototype } = AlternativeBookingsController;
const route = Object.getOwnPropertyDescriptor(prototype, 'book');
if (!route) throw new Error('the route has no handler');
Reflect.defineMetadata('design:paramtypes', [Object, String, BookSeatsRequest, Object], prototype, 'book');
Inject(ALTERNATIVE)(AlternativeBookingsController, undefined, 0);
Inject(MINT_VOUCHER)(AlternativeBookingsController, undefined, 1);
CurrentUser()(prototype, 'book', 0);
Param('id', UuidPipe)(prototype, 'book', 1);
Body()(prototype, 'book', 2);
Res({ passthrough: true })(prototype, 'book', 3);
ThrottleBookings()(prototype, 'book', route);
Post('events/:id/bookings')(prototype, 'book', route);
Controller()(AlternativeBookingsController);

/** The answer Rowlock would give, as far as the alternative knows it. */
function toResponse(sale: Sale, { bookingId: id, reference, eventId, userId, seats, createdAt }: Order): unknown {
  const common = { id, eventId, userId, seats, arrivalNumber: 0, userLimit: 0, createdAt };
  if (sale === 'booked') {
    return toBookSeatsResponse({
      kind: 'booked',
      booking: {
        ...common,
        reference,
        status: 'confirmed',
        seatLabels: [],
        source: 'direct',
        holdExpiresAt: null,
        confirmedAt: createdAt,
        cancelledAt: null,
      },
    });
  }
  const voucher = { bookingId: id, reference };
  const entry = { ...common, status: 'waiting', reason: 'sold-out', voucher, endedAt: null, position: null } as const;
  return toBookSeatsResponse({ kind: 'waitlisted', reason: 'sold-out', entry });
}
