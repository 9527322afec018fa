import { Body, Controller, HttpCode, Ip, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { networkOf } from '../http/network.js';
import { ApiProblems } from '../http/problem.response.js';
import { ThrottleByAddress } from '../http/throttle.decorator.js';
import { DomainError } from '../shared/domain-error.js';
import { toUserResponse } from '../users/user.response.js';
import { BrowserLogoutRequest, LoginRequest, RegisterRequest } from './auth.request.js';
import { BrowserSignedInResponse } from './auth.response.js';
import { AuthService, type SignedIn } from './auth.service.js';
import { BrowserSessionCookie } from './browser-session.cookie.js';
import { BROWSER_HEADER, OwnPagesGuard } from './own-pages.guard.js';
import { TokenIgnored } from './public.decorator.js';

/**
 * Sessions of our own pages: as under `/auth`, but the refresh token travels in a cookie that scripts cannot read
 * (ADR 0013). Other clients have no use for it.
 */
@ApiTags('auth')
@ApiHeader({ name: BROWSER_HEADER, required: true, schema: { type: 'string', enum: ['1'] } })
@UseGuards(OwnPagesGuard)
@TokenIgnored()
@Controller('auth/browser')
export class BrowserSessionsController {
  constructor(
    private readonly auth: AuthService,
    private readonly cookie: BrowserSessionCookie,
  ) {}

  @Post('register')
  @ThrottleByAddress()
  @ApiOperation({ summary: 'Creates a user and signs this browser in' })
  @ApiCreatedResponse({ type: BrowserSignedInResponse })
  @ApiProblems('validation-failed', 'malformed-json', 'forbidden', 'already-registered', 'overloaded')
  async register(
    @Body() account: RegisterRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSignedInResponse> {
    return this.begin(request, reply, await this.auth.register(account));
  }

  @Post('login')
  @HttpCode(200)
  @ThrottleByAddress()
  @ApiOperation({ summary: 'Signs this browser in' })
  @ApiOkResponse({ type: BrowserSignedInResponse })
  @ApiProblems('validation-failed', 'malformed-json', 'forbidden', 'invalid-credentials', 'overloaded')
  async login(
    @Body() credentials: LoginRequest,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSignedInResponse> {
    return this.begin(request, reply, await this.auth.login(credentials, networkOf(ip)));
  }

  // Not throttled by address: there is nothing to guess, and a whole hall of people may share one.
  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives this browser the next access token' })
  @ApiOkResponse({ type: BrowserSignedInResponse })
  @ApiProblems('forbidden', 'not-signed-in')
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSignedInResponse> {
    return this.answer(reply, await this.whileSignedIn(request, reply, (token) => this.auth.refresh(token)));
  }

  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'Signs this browser out, or all devices of its user' })
  @ApiNoContentResponse()
  @ApiProblems('validation-failed', 'malformed-json', 'forbidden', 'not-signed-in')
  async logout(
    @Body() { everywhere }: BrowserLogoutRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.whileSignedIn(request, reply, (token) => this.auth.logoutByRefreshToken(token, everywhere));
    this.cookie.clear(reply);
  }

  /** A browser has one session: the one before is over once its cookie is replaced. */
  private async begin(
    request: FastifyRequest,
    reply: FastifyReply,
    signedIn: SignedIn,
  ): Promise<BrowserSignedInResponse> {
    const previous = this.cookie.read(request);
    if (previous !== undefined) await this.auth.forget(previous);
    return this.answer(reply, signedIn);
  }

  private answer(
    reply: FastifyReply,
    { user, accessToken, refreshToken, expiresIn }: SignedIn,
  ): BrowserSignedInResponse {
    this.cookie.write(reply, refreshToken);
    return { user: toUserResponse(user), accessToken, expiresIn };
  }

  /** Works with the token of the cookie; one that is no longer good is taken away. @throws DomainError not-signed-in */
  private async whileSignedIn<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (refreshToken: string) => Promise<T>,
  ): Promise<T> {
    const token = this.cookie.read(request);
    if (token === undefined) throw new DomainError('not-signed-in');
    try {
      return await work(token);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid-credentials') throw error;
      this.cookie.clear(reply);
      throw new DomainError('not-signed-in', {}, undefined, { cause: error });
    }
  }
}
