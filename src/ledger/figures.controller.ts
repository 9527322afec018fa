import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { ApiProblems } from '../http/problem.response.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { SaleFiguresResponse, toSaleFiguresResponse } from './dto/sale-figures.response.js';
import { LedgerService } from './ledger.service.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('events/:id/figures')
export class FiguresController {
  constructor(private readonly ledger: LedgerService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'The sale of an event in numbers',
    description:
      "For charts, and for the event's organizer and admins: how the seats stood at up to 120 versions, and what the " +
      'process that answers has seen of the sale: batches, lost races, answers by outcome, and how long they took. With ' +
      'several processes each answers for itself; `runId` tells them apart. Ask when the stream tells of a change.',
  })
  @ApiOkResponse({ type: SaleFiguresResponse })
  @ApiProblems('validation-failed', 'not-signed-in', 'forbidden', 'event-not-found')
  async show(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) eventId: string,
  ): Promise<SaleFiguresResponse> {
    const { history, pulse } = await this.ledger.figures(user, eventId);
    return toSaleFiguresResponse(history, pulse);
  }
}
