import { QueryFailedError } from 'typeorm';
import { errorCode } from '../shared/error-code.js';

/** The SQLSTATE codes we act on. Source: PostgreSQL 18, appendix A. */
export const SQL_STATE = {
  uniqueViolation: '23505',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  cannotConnectNow: '57P03',
  databaseDropped: '57P04',
  idleInTransactionTimeout: '25P03',
  transactionTimeout: '25P04',
  idleSessionTimeout: '57P05',
  readOnlyTransaction: '25006',
  diskFull: '53100',
  tooManyConnections: '53300',
  ioError: '58030',
} as const;

const CONFLICTS: ReadonlySet<string> = new Set([SQL_STATE.serializationFailure, SQL_STATE.deadlockDetected]);

/** `readOnlyTransaction`: the pool still talks to a primary that became a standby. */
const LOSSES: ReadonlySet<string> = new Set([
  SQL_STATE.adminShutdown,
  SQL_STATE.crashShutdown,
  SQL_STATE.cannotConnectNow,
  SQL_STATE.databaseDropped,
  SQL_STATE.idleInTransactionTimeout,
  SQL_STATE.transactionTimeout,
  SQL_STATE.idleSessionTimeout,
  SQL_STATE.readOnlyTransaction,
  SQL_STATE.tooManyConnections,
]);

const SOCKET_LOSSES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);

/**
 * pg gives these no code, only a text; the texts are those of pg 8.23, pg-pool 3.14 and TypeORM 1.1. The last two are what
 * a transaction gets whose connection broke between two of its statements: TypeORM lets go of it at that moment.
 */
const LOSS_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|is not queryable|Cannot use a pool after calling end|Driver not Connected|(?:Query runner|query runner was) already released/;

/** The SQLSTATE or socket code of an error of the driver, also when TypeORM has wrapped it. */
export const sqlStateOf = (error: unknown): string | undefined => errorCode(driverErrorOf(error));

/** Somebody else was faster (40001, 40P01): worth another try in a new transaction. */
export const isConflict = (error: unknown): boolean => CONFLICTS.has(sqlStateOf(error) ?? '');

/** A lock was not to be had in `lock_timeout`, or the statement took longer than `statement_timeout`. */
export function isTimeout(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === SQL_STATE.lockNotAvailable || state === SQL_STATE.queryCanceled;
}

/** The database refused the data itself: class 22 "data exception" or 23 "integrity constraint violation". */
export const isDataError = (error: unknown): boolean => /^2[23]/.test(sqlStateOf(error) ?? '');

/**
 * The server answers, and cannot do what it was asked: its disk or memory is full, or its disk is broken (classes 53
 * "insufficient resources" and 58 "system error"). Nothing was stored; it may be able to later.
 */
export const isOutOfResources = (error: unknown): boolean => /^5[38]/.test(sqlStateOf(error) ?? '');

/** The name of the constraint that refused the write; names are what errors are translated from. */
export function constraintOf(error: unknown): string | undefined {
  const constraint = property(driverErrorOf(error), 'constraint');
  return typeof constraint === 'string' ? constraint : undefined;
}

/** The connection, or the server behind it, is gone: whether the last statement took effect is not known. */
export function isConnectionLoss(error: unknown): boolean {
  const cause = driverErrorOf(error);
  const code = sqlStateOf(error) ?? '';
  // Class 08 is "connection exception" as a whole.
  if (code.startsWith('08') || LOSSES.has(code) || SOCKET_LOSSES.has(code)) return true;
  // A host with several addresses gives one error for each.
  const parts: unknown = property(cause, 'errors');
  if (Array.isArray(parts)) return parts.some(isConnectionLoss);
  const message = property(cause, 'message');
  return typeof message === 'string' && LOSS_MESSAGES.test(message);
}

function driverErrorOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
