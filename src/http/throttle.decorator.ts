import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiProblems } from './problem.response.js';

/** Metadata key of `@ThrottleBookings()`. */
export const THROTTLE_BOOKINGS = 'throttle:bookings';
/** Metadata key of `@ThrottleByAddress()`. */
export const THROTTLE_BY_ADDRESS = 'throttle:by-address';

/** Metadata key of `@Unthrottled()`. */
export const UNTHROTTLED = 'throttle:none';

/** Counts the route against no limit. */
export const Unthrottled = (): MethodDecorator & ClassDecorator => SetMetadata(UNTHROTTLED, true);

/** Counts the route against `THROTTLE_BOOKING_*`, beside the user's general limit. */
export const ThrottleBookings = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(THROTTLE_BOOKINGS, true), ApiProblems('too-many-requests'));

/** Counts the route against `THROTTLE_AUTH_*` by IP address, before anything looks at who is asking. */
export const ThrottleByAddress = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(THROTTLE_BY_ADDRESS, true), ApiProblems('too-many-requests'));
