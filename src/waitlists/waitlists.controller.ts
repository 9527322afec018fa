import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { PageOf, PageQuery, type Page } from '../http/page.js';
import { ApiProblems } from '../http/problem.response.js';
import { ThrottleBookings } from '../http/throttle.decorator.js';
import { UuidPipe } from '../http/validation.pipe.js';
import { ConflictRetryInterceptor } from '../inventory/conflict-retry.interceptor.js';
import { JoinWaitlistRequest } from './dto/join-waitlist.request.js';
import {
  OwnWaitlistEntryResponse,
  toOwnWaitlistEntryResponse,
  toWaitlistEntryResponse,
  WaitlistEntryResponse,
} from './dto/waitlist-entry.response.js';
import { WaitlistsService } from './waitlists.service.js';

@ApiTags('waitlists')
@ApiBearerAuth()
@Controller()
export class WaitlistsController {
  constructor(
    private readonly waitlists: WaitlistsService,
    private readonly conflictRetry: ConflictRetryInterceptor,
  ) {}

  /** Waits for a party of N seats; asking again gives the same entry. */
  @Post('events/:id/waitlist')
  @ThrottleBookings()
  @ApiCreatedResponse({ type: WaitlistEntryResponse })
  @ApiProblems(
    'event-not-found',
    'event-not-bookable',
    'sales-not-open',
    'sold-out',
    'user-limit-exceeded',
    'contended',
    'overloaded',
  )
  async join(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) eventId: string,
    @Body() request: JoinWaitlistRequest,
  ): Promise<WaitlistEntryResponse> {
    return toWaitlistEntryResponse(
      await this.conflictRetry.intercept((attempt) => this.waitlists.join(user, eventId, request, attempt)),
    );
  }

  /** Your entry on this waitlist: the one that waits, or how your last one ended. */
  @Get('events/:id/waitlist/me')
  @ApiOkResponse({ type: WaitlistEntryResponse })
  @ApiProblems('waitlist-entry-not-found')
  async findOwn(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) eventId: string,
  ): Promise<WaitlistEntryResponse> {
    return toWaitlistEntryResponse(await this.waitlists.findOwn(user, eventId));
  }

  /** Leaves the waitlist. */
  @Delete('events/:id/waitlist/me')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems('waitlist-entry-not-found', 'contended')
  async leave(@CurrentUser() user: AuthenticatedUser, @Param('id', UuidPipe) eventId: string): Promise<void> {
    await this.conflictRetry.intercept((attempt) => this.waitlists.leave(user, eventId, attempt));
  }

  /** Every waitlist you are or were on, newest first. */
  @Get('users/me/waitlist')
  @ApiOkResponse({ type: PageOf(OwnWaitlistEntryResponse) })
  async list(
    @CurrentUser() user: AuthenticatedUser,
    @Query() query: PageQuery,
  ): Promise<Page<OwnWaitlistEntryResponse>> {
    const { items, nextCursor } = await this.waitlists.list(user, query);
    return { items: items.map(toOwnWaitlistEntryResponse), nextCursor };
  }
}
