import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { networkOf } from '../http/network.js';
import { ApiProblems } from '../http/problem.response.js';
import { ThrottleByAddress } from '../http/throttle.decorator.js';
import { toUserResponse } from '../users/user.response.js';
import { LoginRequest, RefreshRequest, RegisterRequest } from './auth.request.js';
import { SignedInResponse } from './auth.response.js';
import { AuthService, type SignedIn } from './auth.service.js';
import { type AuthenticatedUser } from './authenticated-user.js';
import { CurrentUser } from './current-user.decorator.js';
import { TokenIgnored } from './public.decorator.js';

const toResponse = ({ user, accessToken, refreshToken, expiresIn }: SignedIn): SignedInResponse => ({
  user: toUserResponse(user),
  accessToken,
  refreshToken,
  expiresIn,
});

@ApiTags('auth')
@ThrottleByAddress()
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  @TokenIgnored()
  @ApiOperation({ summary: 'Creates a user and signs them in' })
  @ApiCreatedResponse({ type: SignedInResponse })
  @ApiProblems('validation-failed', 'malformed-json', 'already-registered', 'overloaded')
  async register(@Body() request: RegisterRequest): Promise<SignedInResponse> {
    return toResponse(await this.auth.register(request));
  }

  @Post('login')
  @HttpCode(200)
  @TokenIgnored()
  @ApiOperation({ summary: 'Signs in' })
  @ApiOkResponse({ type: SignedInResponse })
  @ApiProblems('validation-failed', 'malformed-json', 'invalid-credentials', 'overloaded')
  async login(@Body() request: LoginRequest, @Ip() ip: string): Promise<SignedInResponse> {
    return toResponse(await this.auth.login(request, networkOf(ip)));
  }

  @Post('refresh')
  @HttpCode(200)
  @TokenIgnored()
  @ApiOperation({
    summary: 'Gives the next pair of tokens',
    description:
      'A refresh token works once. Using a spent one ends the session; only the last but one may be repeated within 10 seconds.',
  })
  @ApiOkResponse({ type: SignedInResponse })
  @ApiProblems('validation-failed', 'malformed-json', 'invalid-credentials')
  async refresh(@Body() { refreshToken }: RefreshRequest): Promise<SignedInResponse> {
    return toResponse(await this.auth.refresh(refreshToken));
  }

  @Post('logout')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Ends the session; its tokens stop working' })
  @ApiNoContentResponse()
  @ApiProblems('not-signed-in')
  async logout(@CurrentUser() user: AuthenticatedUser): Promise<void> {
    await this.auth.logout(user);
  }
}
