import { type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import { type LogLevel } from '../config/env.dto.js';

/** Whatever may hold a secret, wherever somebody logs it by mistake. */
const SECRETS = [
  'authorization',
  'password',
  'currentPassword',
  'accessToken',
  'refreshToken',
  'idempotency-key',
  'idempotencyKey',
  'cookie',
];

const redactPaths = SECRETS.flatMap((name) => {
  const key = name.includes('-') ? `["${name}"]` : name;
  const below = name.includes('-') ? key : `.${key}`;
  return [key, `*${below}`, `*.*${below}`];
});

/** What libraries add to an error that helps to find its cause and cannot hold what a user has sent. */
const ERROR_FACTS = [
  'code',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'query',
  'syscall',
  'address',
  'port',
];
/** Causes of causes: a circle would have no end. */
const CAUSES_MAX = 5;

/**
 * An error as the log shows it. Not all that is in it: a failed statement of TypeORM carries its parameters, PostgreSQL's
 * details quote the row, a failed command of Redis has its arguments; among them hashes of passwords and tokens.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!isErrorLike(error)) return typeof error;
  const facts = ERROR_FACTS.map((name) => [name, Reflect.get(error, name) as unknown] as const);
  const { name, message, stack } = error;
  return {
    type: name,
    message,
    stack,
    ...Object.fromEntries(facts.filter(([, fact]) => typeof fact === 'string' || typeof fact === 'number')),
    ...(depth < CAUSES_MAX && describeCauses(error, depth + 1)),
  };
}

/** What is behind an error: one other, or several where each of several addresses failed. */
function describeCauses(error: Error, depth: number): object {
  const errors = error instanceof AggregateError ? error.errors.slice(0, CAUSES_MAX) : [];
  return {
    ...(error.cause !== undefined && { cause: describeError(error.cause, depth) }),
    ...(errors.length > 0 && { errors: errors.map((one: unknown) => describeError(one, depth)) }),
  };
}

/** By its looks: an error may come from another realm, such as a worker's. */
const isErrorLike = (value: unknown): value is Error =>
  typeof value === 'object' && value !== null && 'stack' in value && 'message' in value;

/** JSON lines on standard output, or coloured text where a person is watching. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Pino {
  const options = {
    level,
    redact: { paths: redactPaths, censor: '[secret]' },
    serializers: { err: (error: unknown) => describeError(error) },
    base: { service: 'rowlock' },
  };
  if (destination) return pino(options, destination);
  if (!process.stdout.isTTY) return pino(options);
  const pretty = { colorize: true, ignore: 'pid,hostname,service', translateTime: 'HH:MM:ss.l' };
  return pino({ ...options, transport: { target: 'pino-pretty', options: pretty } });
}

/** What Nest tells about each module and route at the start: of use only when one of them is missing. */
const CHATTY: ReadonlySet<string> = new Set(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * Nest's logger on top of pino. Takes what Nest passes: a text, or an object of facts and a text, then the context.
 * Not nestjs-pino: its middleware makes a child logger and a store for each request, and we log few requests.
 */
export class PinoLoggerService implements LoggerService {
  constructor(private readonly pino: Pino) {}

  log(message: unknown, ...rest: unknown[]): void {
    const isChatty = typeof rest.at(-1) === 'string' && CHATTY.has(String(rest.at(-1)));
    this.write(isChatty ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const texts = rest.filter((part): part is string => typeof part === 'string');
    const context = texts.at(-1);
    if (message instanceof Error) this.pino[level]({ context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ context, ...message }, texts[0] ?? '');
    else this.pino[level]({ context }, String(message));
  }
}
