import { applyDecorators, type CustomDecorator, SetMetadata } from '@nestjs/common';

/** Metadata key of `@Public()`. */
export const PUBLIC = 'auth:public';

/**
 * The route needs no token. One that is sent is still checked: a good one says who asks, a bad one is refused with 401,
 * so that a client with an expired token learns to refresh it instead of losing sight of its own drafts.
 */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, 'token-optional');

/** The route takes no notice of tokens at all: signing in must work with an expired one still in the header. */
export const TokenIgnored = (): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(PUBLIC, 'token-ignored'));

/** What `@Public()` and `@TokenIgnored()` leave for the guard. */
export type Publicity = 'token-optional' | 'token-ignored';
