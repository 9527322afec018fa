import { normalizeIp } from '@nestjs/throttler';

/**
 * What an IP address counts as, in the throttle and everywhere else: itself, or its network of 64 bits, which is what one
 * subscriber of IPv6 has to himself.
 */
export const networkOf = (ip: string): string => normalizeIp(ip);
