import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Config } from '../config/config.js';
import { ThrottleModule } from '../http/throttle.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokens, signingKey, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from './access-token.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { BrowserSessionCookie } from './browser-session.cookie.js';
import { BrowserSessionsController } from './browser-sessions.controller.js';
import { JwtAuthGuard } from './jwt-auth.guard.js';
import { JwtStrategy } from './jwt.strategy.js';
import { MeController } from './me.controller.js';
import { OwnPagesGuard } from './own-pages.guard.js';
import { PasswordHasher } from './password-hasher.js';
import { ProvisioningService } from './provisioning.service.js';
import { RefreshTokens } from './refresh-token.js';
import { RolesGuard } from './roles.guard.js';
import { SessionRegistry } from './session-registry.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { TokenClock } from './token-clock.js';

/** Sign-in, sessions and the two guards that know users; `app.module.ts` puts those in front of every route. */
@Module({
  imports: [
    ThrottleModule,
    UsersModule,
    JwtModule.registerAsync({
      inject: [Config],
      useFactory: (config: Config) => ({
        secret: signingKey(config),
        signOptions: { algorithm: TOKEN_ALGORITHM, issuer: TOKEN_ISSUER, audience: TOKEN_AUDIENCE },
      }),
    }),
  ],
  controllers: [AuthController, BrowserSessionsController, MeController],
  providers: [
    AccessTokens,
    AuthService,
    BrowserSessionCookie,
    JwtAuthGuard,
    JwtStrategy,
    OwnPagesGuard,
    PasswordHasher,
    ProvisioningService,
    RefreshTokens,
    RolesGuard,
    SessionRegistry,
    SessionsRepository,
    SessionsService,
    SignInAttempts,
    TokenClock,
  ],
  exports: [AuthService, JwtAuthGuard, ProvisioningService, RolesGuard],
})
export class AuthModule {}
