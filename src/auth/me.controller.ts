import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/problem.response.js';
import { ThrottleByAddress } from '../http/throttle.decorator.js';
import { toUserResponse, UserResponse } from '../users/user.response.js';
import { UsersService } from '../users/users.service.js';
import { ChangeMeRequest } from './auth.request.js';
import { AuthService } from './auth.service.js';
import { type AuthenticatedUser } from './authenticated-user.js';
import { CurrentUser } from './current-user.decorator.js';

/** Lives beside sessions, since a new password ends some. */
@ApiTags('users')
@ApiBearerAuth()
@Controller('users/me')
export class MeController {
  constructor(
    private readonly auth: AuthService,
    private readonly users: UsersService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who am I' })
  @ApiOkResponse({ type: UserResponse })
  @ApiProblems('not-signed-in')
  async show(@CurrentUser() { id }: AuthenticatedUser): Promise<UserResponse> {
    return toUserResponse(await this.users.getById(id));
  }

  // Checks a password like signing in does, so it is slowed down like signing in.
  @Patch()
  @ThrottleByAddress()
  @ApiOperation({ summary: 'Changes name or password' })
  @ApiOkResponse({ type: UserResponse })
  @ApiProblems('validation-failed', 'malformed-json', 'not-signed-in', 'invalid-credentials', 'overloaded')
  async change(@CurrentUser() user: AuthenticatedUser, @Body() request: ChangeMeRequest): Promise<UserResponse> {
    return toUserResponse(await this.auth.changeMe(user, request));
  }
}
