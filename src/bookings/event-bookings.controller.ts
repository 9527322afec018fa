import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { ApiListAnswer, answerWithList } from '../http/list-answer.js';
import { type Page } from '../http/page.js';
import { ApiProblems } from '../http/problem.response.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { EVENT_BOOKING_COLUMNS, EventBookingResponse, toEventBookingResponse } from './dto/event-booking.response.js';
import { ListEventBookingsQuery } from './dto/list-event-bookings.query.js';
import { EventBookingsService } from './event-bookings.service.js';

@ApiTags('bookings')
@ApiBearerAuth()
@Controller('events/:id/bookings')
export class EventBookingsController {
  constructor(private readonly bookings: EventBookingsService) {}

  @Get()
  @ApiOperation({
    summary: 'Who booked an event',
    description: "Latest first; for the event's organizer and admins.",
  })
  @ApiListAnswer(EventBookingResponse)
  @ApiProblems('validation-failed', 'not-signed-in', 'forbidden', 'event-not-found')
  async list(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) eventId: string,
    @Query() query: ListEventBookingsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<EventBookingResponse> | StreamableFile> {
    const source = {
      page: () => this.bookings.list(user, eventId, query),
      all: () => this.bookings.listAll(user, eventId, query),
    };
    return answerWithList(reply, source, {
      name: `bookings-${eventId}.csv`,
      columns: EVENT_BOOKING_COLUMNS,
      toItem: toEventBookingResponse,
    });
  }
}
