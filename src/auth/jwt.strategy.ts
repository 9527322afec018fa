import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Config } from '../config/config.js';
import {
  type AccessClaims,
  signingKey,
  toAccessClaims,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from './access-token.js';

/**
 * Verifies signature, issuer, audience and kind of an access token. Passport keeps strategies in one list per process, so
 * this one must not know its application: sessions and expiry, which goes by the database's clock, are the guard's business.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(config: Config) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // Typed as text or bytes, but handed to jsonwebtoken as it is, which takes a KeyObject.
      secretOrKeyProvider: (_request, _token, done) => {
        done(null, key as unknown as string);
      },
      // At the top level: inside `jsonWebTokenOptions` these three are silently dropped.
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      ignoreExpiration: true,
    });
    const key = signingKey(config);
  }

  /** False for a good signature under another kind of token. */
  validate(payload: unknown): AccessClaims | false {
    return toAccessClaims(payload) ?? false;
  }
}
