import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiHeader, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdempotencyKey } from '../http/idempotency-key.js';
import { PageOf, type Page } from '../http/page.js';
import { ApiProblems } from '../http/problem.response.js';
import { ThrottleBookings } from '../http/throttle.decorator.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { ConflictRetryInterceptor } from '../inventory/conflict-retry.interceptor.js';
import { BookingIdPipe } from './booking-id.js';
import { BookingsService } from './bookings.service.js';
import { BookSeatsRequest } from './dto/book-seats.request.js';
import { BookedResponse, toBookSeatsResponse, WaitlistedResponse } from './dto/book-seats.response.js';
import { BookingResponse, toBookingResponse } from './dto/booking.response.js';
import { ListBookingsQuery } from './dto/list-bookings.query.js';

@ApiTags('bookings')
@ApiBearerAuth()
@Controller()
export class BookingsController {
  constructor(
    private readonly bookings: BookingsService,
    private readonly conflictRetry: ConflictRetryInterceptor,
  ) {}

  /** Books seats, or a place on the waitlist when none is left. */
  @Post('events/:id/bookings')
  @ThrottleBookings()
  @ApiExtraModels(BookedResponse, WaitlistedResponse)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Repeating a request with the same key repeats its answer.',
  })
  @ApiResponse({ status: 201, type: BookedResponse })
  @ApiResponse({ status: 202, type: WaitlistedResponse })
  @ApiProblems(
    'event-not-found',
    'event-not-bookable',
    'sales-not-open',
    'sold-out',
    'seat-taken',
    'no-adjacent-seats',
    'wrong-seating',
    'user-limit-exceeded',
    'idempotency-in-flight',
    'idempotency-key-reused',
    'contended',
    'overloaded',
  )
  async book(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) eventId: string,
    @Body() request: BookSeatsRequest,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookedResponse | WaitlistedResponse> {
    const { outcome, replayed } = await this.conflictRetry.intercept((attempt) =>
      this.bookings.book(user, eventId, request, key, attempt),
    );
    if (replayed) reply.header('idempotency-replayed', 'true');
    if (outcome.kind === 'booked') reply.header('location', `/api/v1/bookings/${outcome.booking.id}`);
    reply.code(outcome.kind === 'booked' ? 201 : 202);
    return toBookSeatsResponse(outcome);
  }

  /** Your own bookings, newest first. */
  @Get('bookings')
  @ApiOkResponse({ type: PageOf(BookingResponse) })
  async list(
    @CurrentUser() user: AuthenticatedUser,
    @Query() query: ListBookingsQuery,
  ): Promise<Page<BookingResponse>> {
    const { items, nextCursor } = await this.bookings.list(user, query);
    return { items: items.map(toBookingResponse), nextCursor };
  }

  /** One booking, by id or reference: for its owner, the event's organizer and admins. */
  @Get('bookings/:id')
  @ApiOkResponse({ type: BookingResponse })
  @ApiProblems('booking-not-found')
  async find(@CurrentUser() user: AuthenticatedUser, @Param('id', BookingIdPipe) id: string): Promise<BookingResponse> {
    return toBookingResponse(await this.bookings.find(user, id));
  }

  /** Turns your hold into a booking. Confirming twice answers the same. */
  @Post('bookings/:id/confirm')
  @HttpCode(200)
  @ApiOkResponse({ type: BookingResponse })
  @ApiProblems('booking-not-found', 'hold-expired', 'booking-not-held', 'contended')
  async confirm(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', BookingIdPipe) id: string,
  ): Promise<BookingResponse> {
    return toBookingResponse(await this.conflictRetry.intercept((attempt) => this.bookings.confirm(user, id, attempt)));
  }

  /** Gives the seats back; whoever waits gets them in the same moment. Cancelling twice answers the same. */
  @Post('bookings/:id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: BookingResponse })
  @ApiProblems('booking-not-found', 'contended')
  async cancel(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', BookingIdPipe) id: string,
  ): Promise<BookingResponse> {
    return toBookingResponse(await this.conflictRetry.intercept((attempt) => this.bookings.cancel(user, id, attempt)));
  }
}
