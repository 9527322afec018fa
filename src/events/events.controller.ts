import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { Public } from '../auth/public.decorator.js';
import { Roles } from '../auth/roles.decorator.js';
import { answerWithEtag, formatEtag, parseIfMatch } from '../http/etag.js';
import { BodyLimit, SEAT_MAP_BODY_LIMIT_BYTES } from '../http/json-body.js';
import { PageOf, type Page } from '../http/page.js';
import { ApiProblems } from '../http/problem.response.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { AvailabilityResponse, toAvailabilityResponse } from './dto/availability.response.js';
import { CreateEventRequest } from './dto/create-event.request.js';
import { EditEventRequest } from './dto/edit-event.request.js';
import { EventResponse, ListedEventResponse, toEventResponse, toListedEventResponse } from './dto/event.response.js';
import { ListEventsQuery } from './dto/list-events.query.js';
import { type EventEntity } from './event.entity.js';
import { EventsService } from './events.service.js';
import { SeatMapService } from './seat-map.service.js';

const REVISION_ETAG = { ETag: { description: 'The revision: `"3"`.', schema: { type: 'string' as const } } };

@ApiTags('events')
@ApiBearerAuth()
@Controller('events')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly seatMaps: SeatMapService,
  ) {}

  @Post()
  @Roles('organizer', 'admin')
  @BodyLimit(SEAT_MAP_BODY_LIMIT_BYTES)
  @ApiOperation({ summary: 'Creates an event as a draft' })
  @ApiCreatedResponse({ type: EventResponse, headers: REVISION_ETAG })
  @ApiProblems('validation-failed', 'malformed-json', 'not-signed-in', 'forbidden')
  async create(
    @CurrentUser() user: AuthenticatedUser,
    @Body() request: CreateEventRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventResponse> {
    const event = await this.events.create(request, user);
    reply.header('location', `/api/v1/events/${event.id}`);
    return withEtag(reply, event);
  }

  @Get()
  @Public()
  @ApiOperation({ summary: 'Events by start', description: "Your own drafts are listed too, to admins everybody's." })
  @ApiOkResponse({ type: PageOf(ListedEventResponse) })
  @ApiProblems('validation-failed')
  async list(
    @CurrentUser() user: AuthenticatedUser | undefined,
    @Query() query: ListEventsQuery,
  ): Promise<Page<ListedEventResponse>> {
    const { items, nextCursor } = await this.events.list(query, user);
    return { items: items.map(toListedEventResponse), nextCursor };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One event', description: 'With `If-None-Match` of its ETag: 304 if it is unchanged.' })
  @ApiOkResponse({ type: EventResponse, headers: REVISION_ETAG })
  @ApiResponse({ status: 304, description: 'Unchanged.' })
  @ApiProblems('validation-failed', 'event-not-found')
  async find(
    @CurrentUser() user: AuthenticatedUser | undefined,
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventResponse | undefined> {
    const event = await this.events.read(id, user);
    return answerWithEtag(request, reply, formatEtag(event.revision), () => toEventResponse(event));
  }

  @Get(':id/availability')
  @Public()
  @ApiOperation({
    summary: 'How many seats are left',
    description: 'The ETag is the version: it moves with the seats.',
  })
  @ApiOkResponse({ type: AvailabilityResponse })
  @ApiResponse({ status: 304, description: 'Unchanged.' })
  @ApiProblems('validation-failed', 'event-not-found')
  async availability(
    @CurrentUser() user: AuthenticatedUser | undefined,
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AvailabilityResponse | undefined> {
    const { event, etag } = await this.events.readAvailability(id, user);
    return answerWithEtag(request, reply, etag, () => toAvailabilityResponse(event));
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Edits an event',
    description: 'Absent fields stay as they are; an edit of nothing answers the event unchanged.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision you have seen: `"3"`. `*` is refused.' })
  @ApiOkResponse({ type: EventResponse, headers: REVISION_ETAG })
  @ApiProblems(
    'validation-failed',
    'malformed-json',
    'not-signed-in',
    'forbidden',
    'event-not-found',
    'event-not-bookable',
    'capacity-below-booked',
    'revision-stale',
    'if-match-required',
    'overloaded',
    'contended',
  )
  async edit(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: EditEventRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventResponse> {
    return withEtag(reply, await this.events.edit(id, parseIfMatch(ifMatch), request, user));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts a draft on sale', description: 'Publishing again answers the same.' })
  @ApiOkResponse({ type: EventResponse, headers: REVISION_ETAG })
  @ApiProblems('validation-failed', 'not-signed-in', 'forbidden', 'event-not-found', 'event-not-bookable')
  async publish(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventResponse> {
    const event = await this.events.publish(id, user);
    this.seatMaps.prepareForSale(event);
    return withEtag(reply, event);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancels an event for good', description: 'Ends its bookings and its waitlist as well.' })
  @ApiOkResponse({ type: EventResponse, headers: REVISION_ETAG })
  @ApiProblems('validation-failed', 'not-signed-in', 'forbidden', 'event-not-found', 'overloaded', 'contended')
  async cancel(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventResponse> {
    return withEtag(reply, await this.events.cancel(id, user));
  }
}

function withEtag(reply: FastifyReply, event: EventEntity): EventResponse {
  reply.header('etag', formatEtag(event.revision));
  return toEventResponse(event);
}
