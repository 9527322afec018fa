import { type ServerResponse } from 'node:http';
import { Controller, Get, Headers, Ip, Param, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { Public } from '../auth/public.decorator.js';
import { AvailabilityResponse } from '../events/dto/availability.response.js';
import { networkOf } from '../http/network.js';
import { ApiProblems } from '../http/problem.response.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { SeatChangesResponse } from './dto/seat-changes.response.js';
import { LiveService } from './live.service.js';
import { EVENT_STREAM_MEDIA_TYPE, parseLastEventId } from './server-sent-events.js';

const DESCRIPTION = `Server-sent events; the id of a message is the version of the event.

- \`availability\`: an \`AvailabilityResponse\`; first on connect, then whenever it changes.
- \`seats\` (events with a seat map): a \`SeatChangesResponse\`, what the seats that changed are now.

To keep a seat map up to date, open the stream first and read \`GET /events/{id}/seats\` after its first message; from then on
no change is missed. With \`Last-Event-ID\` (browsers send it by themselves) the seats that changed since come at once. A
comment every 15 seconds keeps the line open. A reader that does not read is cut off. When a cancelled event has been emptied
the stream ends, and whoever comes back to it is answered 204, which tells browsers to stay away.`;

const EXAMPLE = `id: 7
event: seats
data: {"version":7,"seats":[{"id":"018f2a5e-0000-7000-8000-000000000000","state":"booked"}]}

`;

@ApiTags('events')
@ApiBearerAuth()
@Controller('events/:id/stream')
export class LiveController {
  constructor(private readonly live: LiveService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'The event as it changes', description: DESCRIPTION })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last message seen; resumes there.' })
  @ApiExtraModels(AvailabilityResponse, SeatChangesResponse)
  @ApiOkResponse({ content: { [EVENT_STREAM_MEDIA_TYPE]: { schema: { type: 'string' }, example: EXAMPLE } } })
  @ApiResponse({ status: 204, description: 'The event is cancelled and you know all of it.' })
  @ApiProblems('validation-failed', 'event-not-found', 'too-many-requests', 'overloaded')
  async watch(
    @CurrentUser() user: AuthenticatedUser | undefined,
    @Param('id', UuidPipe) id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Ip() ip: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = { eventId: id, user, address: networkOf(ip), lastEventId: parseLastEventId(lastEventId) };
    const isOpen = await this.live.watch(request, () => openStream(reply));
    if (!isOpen) await reply.code(204).send();
  }
}

/** From here on the answer is ours to write; what the hooks have set so far (CORS, helmet, no-store) goes along. */
function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  const answer = reply.raw.writeHead(200, {
    'content-type': EVENT_STREAM_MEDIA_TYPE,
    // nginx would keep messages until its buffer is full.
    'x-accel-buffering': 'no',
    // The line is of no use to another request, and must not keep a server from stopping.
    connection: 'close',
  });
  // Fastify serves HEAD for every GET, and nobody would ever read what follows.
  return reply.request.method === 'HEAD' ? answer.end() : answer;
}
