import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

/** Levels of pino, most quiet first. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The least length of `JWT_SECRET` in bytes: as long as the output of HS256 (RFC 7518, section 3.2). */
export const JWT_SECRET_BYTES_MIN = 32;

const ORIGIN = /^https?:\/\/[^/?#\s@]+$/;
/** Only digits: `Number` alone would also take 0x10, 1e3 and blanks. */
const DIGITS = /^\d{1,15}$/;
const DAY_MS = 86_400_000;

/** A whole number from `min` to `max`, both included, written in digits. */
function WholeNumber(min: number, max: number): PropertyDecorator {
  const message = `must be a whole number from ${min} to ${max}`;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && DIGITS.test(value) ? Number(value) : value,
    ),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
}

function Text(lengthMax: number, pattern: RegExp, message: string): PropertyDecorator {
  return applyDecorators(
    IsString({ message }),
    Length(1, lengthMax, { message: `must have 1 to ${lengthMax} characters` }),
    Matches(pattern, { message }),
  );
}

/**
 * Every environment variable Rowlock reads, with its range and its default (design: section 9 of the contract).
 * Messages say what to do and never repeat the value: it may be a secret.
 */
export class EnvDto {
  @WholeNumber(0, 65_535)
  readonly PORT: number = 3000;

  @Text(255, /^[\w.:%-]+$/, 'must be a host name or an IP address')
  readonly HOST: string = '127.0.0.1';

  @IsOptional()
  @Text(2000, /^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host:5432/database')
  readonly DATABASE_URL?: string;

  @IsOptional()
  @Text(2000, /^rediss?:\/\/\S+$/, 'must look like redis://host:6379')
  readonly REDIS_URL?: string;

  @IsOptional()
  @Text(4096, /^/, 'must be text')
  readonly JWT_SECRET?: string;

  @Text(1000, /^[^\0]+$/, 'must be the path of a folder')
  readonly ROWLOCK_DATA_DIR: string = '.rowlock';

  @IsOptional()
  @Text(255, ORIGIN, 'must be an origin such as https://tickets.example.org, without a path')
  readonly PUBLIC_URL?: string;

  @Transform(({ value }: { value: unknown }) => splitList(value))
  @IsArray()
  @ArrayMaxSize(50, { message: 'must have at most 50 origins' })
  @Matches(ORIGIN, { each: true, message: 'must be origins such as https://example.org, with commas between them' })
  readonly CORS_ORIGINS: readonly string[] = [];

  @WholeNumber(0, 10)
  readonly TRUST_PROXY_HOPS: number = 0;

  @WholeNumber(2, 500)
  readonly DB_POOL_MAX: number = 10;

  @WholeNumber(10, 86_400)
  readonly ACCESS_TOKEN_SECONDS: number = 900;

  @WholeNumber(1, 1_000_000_000)
  readonly THROTTLE_USER_LIMIT: number = 1000;

  @WholeNumber(100, DAY_MS)
  readonly THROTTLE_USER_TTL_MS: number = 60_000;

  @WholeNumber(1, 1_000_000_000)
  readonly THROTTLE_BOOKING_LIMIT: number = 20;

  @WholeNumber(100, DAY_MS)
  readonly THROTTLE_BOOKING_TTL_MS: number = 10_000;

  @WholeNumber(1, 1_000_000_000)
  readonly THROTTLE_AUTH_LIMIT: number = 20;

  @WholeNumber(100, DAY_MS)
  readonly THROTTLE_AUTH_TTL_MS: number = 60_000;

  @WholeNumber(0, 50)
  readonly RETRY_MAX: number = 5;

  @WholeNumber(0, 10_000)
  readonly RETRY_BASE_MS: number = 5;

  @WholeNumber(0, 60_000)
  readonly RETRY_CAP_MS: number = 100;

  @WholeNumber(1, 10_000)
  readonly LANE_BATCH_MAX: number = 512;

  @WholeNumber(1, 1_000_000)
  readonly LANE_QUEUE_MAX: number = 10_000;

  @WholeNumber(100, 120_000)
  readonly BOOKING_DEADLINE_MS: number = 10_000;

  /**
   * A request meets the event loop several times, for itself and for each answer of the database, so that 350 ms make two
   * seconds. Smaller: a rush on a slow machine is turned away beside free seats.
   */
  @WholeNumber(50, 60_000)
  readonly OVERLOAD_LATE_MS: number = 350;

  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` })
  readonly LOG_LEVEL: LogLevel = 'info';
}

function splitList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
