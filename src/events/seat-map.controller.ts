import { Body, Controller, Get, Headers, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { Public } from '../auth/public.decorator.js';
import { BodyLimit, SEAT_MAP_BODY_LIMIT_BYTES } from '../http/json-body.js';
import { formatEtag, matchesEtag, parseIfMatch } from '../http/etag.js';
import { ApiProblems } from '../http/problem.response.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { EditSeatsRequest } from './dto/edit-seats.request.js';
import { EventResponse, toEventResponse } from './dto/event.response.js';
import { SeatMapResponse } from './dto/seat-map.response.js';
import { EventsService } from './events.service.js';
import { SeatMapService } from './seat-map.service.js';

@ApiTags('events')
@ApiBearerAuth()
@Controller('events/:id/seats')
export class SeatMapController {
  constructor(
    private readonly events: EventsService,
    private readonly seatMaps: SeatMapService,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Every seat and whether it is free', description: 'The ETag moves with the seats.' })
  @ApiOkResponse({ type: SeatMapResponse })
  @ApiResponse({ status: 304, description: 'Unchanged.' })
  @ApiProblems('validation-failed', 'event-not-found')
  async find(
    @CurrentUser() user: AuthenticatedUser | undefined,
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { etag } = await this.events.readAvailability(id, user);
    reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
    if (matchesEtag(request.headers['if-none-match'], etag)) {
      await reply.code(304).send();
      return;
    }
    const { json, gzipped } = await this.seatMaps.read(id, etag);
    reply.header('content-type', 'application/json; charset=utf-8');
    const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    await (acceptsGzip ? reply.header('content-encoding', 'gzip').send(gzipped) : reply.send(json));
  }

  @Patch()
  @BodyLimit(SEAT_MAP_BODY_LIMIT_BYTES)
  @ApiOperation({ summary: 'Takes free seats off sale, or puts them back', description: 'The capacity follows.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision you have seen: `"3"`.' })
  @ApiOkResponse({ type: EventResponse })
  @ApiProblems(
    'validation-failed',
    'not-signed-in',
    'forbidden',
    'event-not-found',
    'event-not-bookable',
    'seat-taken',
    'wrong-seating',
    'revision-stale',
    'if-match-required',
    'contended',
  )
  async edit(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: EditSeatsRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventResponse> {
    const event = await this.seatMaps.edit(id, parseIfMatch(ifMatch), request, user);
    reply.header('etag', formatEtag(event.revision));
    return toEventResponse(event);
  }
}
