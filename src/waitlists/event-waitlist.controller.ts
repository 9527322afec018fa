import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { ApiListAnswer, answerWithList } from '../http/list-answer.js';
import { type Page } from '../http/page.js';
import { ApiProblems } from '../http/problem.response.js';
import { UuidPipe } from '../http/validation.pipe.js';
import {
  EVENT_WAITLIST_COLUMNS,
  EventWaitlistEntryResponse,
  toEventWaitlistEntryResponse,
} from './dto/event-waitlist-entry.response.js';
import { ListEventWaitlistQuery } from './dto/list-event-waitlist.query.js';
import { EventWaitlistService } from './event-waitlist.service.js';

@ApiTags('waitlists')
@ApiBearerAuth()
@Controller('events/:id/waitlist')
export class EventWaitlistController {
  constructor(private readonly waitlist: EventWaitlistService) {}

  @Get()
  @ApiOperation({
    summary: 'Who waits for an event',
    description: "In the order of the queue; for the event's organizer and admins.",
  })
  @ApiListAnswer(EventWaitlistEntryResponse)
  @ApiProblems('validation-failed', 'not-signed-in', 'forbidden', 'event-not-found')
  async list(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) eventId: string,
    @Query() query: ListEventWaitlistQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<EventWaitlistEntryResponse> | StreamableFile> {
    const source = {
      page: () => this.waitlist.list(user, eventId, query),
      all: () => this.waitlist.listAll(user, eventId, query),
    };
    return answerWithList(reply, source, {
      name: `waitlist-${eventId}.csv`,
      columns: EVENT_WAITLIST_COLUMNS,
      toItem: toEventWaitlistEntryResponse,
    });
  }
}
