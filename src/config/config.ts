import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { EnvDto, JWT_SECRET_BYTES_MIN, type LogLevel } from './env.dto.js';

/** Environment variables by name, as the process or a test has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of one process: checked, typed and frozen. Injected by class; nothing else reads the environment. */
export class Config {
  readonly port!: number;
  readonly host!: string;
  /** Absent: the program starts its own PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string;
  /** Absent: throttling counts per process. */
  readonly redisUrl?: string;
  readonly jwtSecret!: string;
  readonly dataDir!: string;
  readonly publicUrl!: string;
  readonly corsOrigins!: readonly string[];
  readonly trustProxyHops!: number;
  readonly dbPoolMax!: number;
  readonly accessTokenSeconds!: number;
  readonly throttleUserLimit!: number;
  readonly throttleUserTtlMs!: number;
  readonly throttleBookingLimit!: number;
  readonly throttleBookingTtlMs!: number;
  readonly throttleAuthLimit!: number;
  readonly throttleAuthTtlMs!: number;
  readonly retryMax!: number;
  readonly retryBaseMs!: number;
  readonly retryCapMs!: number;
  readonly laneBatchMax!: number;
  readonly laneQueueMax!: number;
  readonly bookingDeadlineMs!: number;
  readonly overloadLateMs!: number;
  readonly logLevel!: LogLevel;

  constructor(values: ConfigValues) {
    Object.assign(this, values);
    Object.freeze(this);
  }
}

/** What `Config` holds, as a plain value. */
export type ConfigValues = { readonly [Name in keyof Config]: Config[Name] };

/** The environment cannot be used. `problems` has one sentence per variable at fault, by name and without its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * Checks every variable and returns the settings; an empty variable counts as absent.
 * @throws {ConfigError} with all problems at once
 */
export function loadConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const dto = plainToInstance(EnvDto, given);
  const problems = [...fieldProblems(dto), ...crossProblems(dto)];
  if (problems.length > 0) throw new ConfigError(problems);
  return new Config(toValues(dto));
}

/** The same settings on another database: used once the embedded server has told its address. */
export const withDatabaseUrl = (config: Config, databaseUrl: string): Config =>
  new Config(Object.assign({}, config, { databaseUrl }));

function fieldProblems(dto: EnvDto): string[] {
  return validateSync(dto, { stopAtFirstError: true, validationError: { target: false, value: false } }).map(
    ({ property, constraints = {} }) => `${property} ${Object.values(constraints)[0] ?? 'is not valid'}`,
  );
}

function crossProblems({ JWT_SECRET, DATABASE_URL, RETRY_BASE_MS, RETRY_CAP_MS }: EnvDto): string[] {
  const problems: string[] = [];
  const secretAdvice = 'make one with: openssl rand -base64 48';
  if (JWT_SECRET === undefined) {
    problems.push(`JWT_SECRET must be set${DATABASE_URL === undefined ? '' : ' with DATABASE_URL'}; ${secretAdvice}`);
  } else if (Buffer.byteLength(JWT_SECRET) < JWT_SECRET_BYTES_MIN) {
    problems.push(`JWT_SECRET must have at least ${JWT_SECRET_BYTES_MIN} bytes; ${secretAdvice}`);
  }
  if (RETRY_CAP_MS < RETRY_BASE_MS) problems.push('RETRY_CAP_MS must be at least RETRY_BASE_MS');
  return problems;
}

function toValues(dto: EnvDto): ConfigValues {
  return {
    port: dto.PORT,
    host: dto.HOST,
    ...(dto.DATABASE_URL === undefined ? {} : { databaseUrl: dto.DATABASE_URL }),
    ...(dto.REDIS_URL === undefined ? {} : { redisUrl: dto.REDIS_URL }),
    jwtSecret: dto.JWT_SECRET ?? '',
    dataDir: dto.ROWLOCK_DATA_DIR,
    publicUrl: dto.PUBLIC_URL ?? `http://localhost:${dto.PORT}`,
    corsOrigins: Object.freeze([...dto.CORS_ORIGINS]),
    trustProxyHops: dto.TRUST_PROXY_HOPS,
    dbPoolMax: dto.DB_POOL_MAX,
    accessTokenSeconds: dto.ACCESS_TOKEN_SECONDS,
    throttleUserLimit: dto.THROTTLE_USER_LIMIT,
    throttleUserTtlMs: dto.THROTTLE_USER_TTL_MS,
    throttleBookingLimit: dto.THROTTLE_BOOKING_LIMIT,
    throttleBookingTtlMs: dto.THROTTLE_BOOKING_TTL_MS,
    throttleAuthLimit: dto.THROTTLE_AUTH_LIMIT,
    throttleAuthTtlMs: dto.THROTTLE_AUTH_TTL_MS,
    retryMax: dto.RETRY_MAX,
    retryBaseMs: dto.RETRY_BASE_MS,
    retryCapMs: dto.RETRY_CAP_MS,
    laneBatchMax: dto.LANE_BATCH_MAX,
    laneQueueMax: dto.LANE_QUEUE_MAX,
    bookingDeadlineMs: dto.BOOKING_DEADLINE_MS,
    overloadLateMs: dto.OVERLOAD_LATE_MS,
    logLevel: dto.LOG_LEVEL,
  };
}
