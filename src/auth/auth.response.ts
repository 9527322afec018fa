import { ApiProperty, OmitType } from '@nestjs/swagger';
import { UserResponse } from '../users/user.response.js';

/** What signing in gives. */
export class SignedInResponse {
  @ApiProperty()
  readonly user!: UserResponse;

  @ApiProperty({ description: 'Send as `Authorization: Bearer …`.' })
  readonly accessToken!: string;

  @ApiProperty({ description: 'Gives the next pair once, see `POST /auth/refresh`.' })
  readonly refreshToken!: string;

  @ApiProperty({ type: 'integer', description: 'Seconds the access token is good for.' })
  readonly expiresIn!: number;
}

/** What signing in gives to our own pages: the refresh token is in a cookie. */
export class BrowserSignedInResponse extends OmitType(SignedInResponse, ['refreshToken']) {}
