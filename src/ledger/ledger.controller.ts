import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { ApiListAnswer, answerWithList } from '../http/list-answer.js';
import { type Page } from '../http/page.js';
import { ApiProblems } from '../http/problem.response.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { LEDGER_COLUMNS, RecordedChangeResponse, toRecordedChangeResponse } from './dto/recorded-change.response.js';
import { ListLedgerQuery } from './dto/list-ledger.query.js';
import { LedgerService } from './ledger.service.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('events/:id/ledger')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Get()
  @ApiOperation({
    summary: 'What happened to the seats of an event',
    description: "In the order it happened, or the latest first; for the event's organizer and admins.",
  })
  @ApiListAnswer(RecordedChangeResponse)
  @ApiProblems('validation-failed', 'not-signed-in', 'forbidden', 'event-not-found')
  async list(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) eventId: string,
    @Query() query: ListLedgerQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<RecordedChangeResponse> | StreamableFile> {
    const source = {
      page: () => this.ledger.list(user, eventId, query),
      all: () => this.ledger.listAll(user, eventId, query),
    };
    return answerWithList(reply, source, {
      name: `ledger-${eventId}.csv`,
      columns: LEDGER_COLUMNS,
      toItem: toRecordedChangeResponse,
    });
  }
}
