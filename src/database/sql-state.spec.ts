import { describe, expect, it } from '@jest/globals';
import { DatabaseError } from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import {
  constraintOf,
  isConflict,
  isConnectionLoss,
  isOutOfResources,
  isTimeout,
  SQL_STATE,
  sqlStateOf,
} from './sql-state.js';

// Goal: each error of the database is taken for what it is. Method: errors as pg and TypeORM make them.
function failed(code: string, constraint?: string): QueryFailedError {
  const error = new DatabaseError('the message plays no part', 0, 'error');
  error.code = code;
  error.constraint = constraint;
  return new QueryFailedError('SELECT 1', [], error);
}

const withCode = (code: string): Error => Object.assign(new Error('connect'), { code });

describe('isConflict', () => {
  it.each([SQL_STATE.serializationFailure, SQL_STATE.deadlockDetected])('is true for %s, wrapped or not', (code) => {
    expect(isConflict(failed(code))).toBe(true);
    expect(isConflict(failed(code).driverError)).toBe(true);
  });

  it.each([SQL_STATE.uniqueViolation, SQL_STATE.lockNotAvailable, 'ECONNRESET'])('is false for %s', (code) => {
    expect(isConflict(failed(code))).toBe(false);
  });
});

describe('isTimeout', () => {
  it('is true for a lock or a statement that took too long, and nothing else', () => {
    expect([SQL_STATE.lockNotAvailable, SQL_STATE.queryCanceled].every((code) => isTimeout(failed(code)))).toBe(true);
    expect(isTimeout(failed(SQL_STATE.deadlockDetected))).toBe(false);
  });
});

describe('isOutOfResources', () => {
  it.each([SQL_STATE.diskFull, SQL_STATE.ioError, '53200'])('is true for %s', (code) => {
    expect(isOutOfResources(failed(code))).toBe(true);
  });

  it.each([SQL_STATE.uniqueViolation, SQL_STATE.queryCanceled, '57P01'])('is false for %s', (code) => {
    expect(isOutOfResources(failed(code))).toBe(false);
  });
});

describe('constraintOf', () => {
  it('names the constraint that refused the write', () => {
    expect(constraintOf(failed(SQL_STATE.uniqueViolation, 'users_email_key'))).toBe('users_email_key');
    expect(constraintOf(failed(SQL_STATE.deadlockDetected))).toBeUndefined();
    expect(constraintOf(undefined)).toBeUndefined();
  });
});

describe('isConnectionLoss', () => {
  const named = (...errors: unknown[]): { name: string; error: unknown }[] =>
    errors.map((error) => ({ name: `${String(error)} ${sqlStateOf(error) ?? ''}`.trim(), error }));

  it.each(
    named(
      failed(SQL_STATE.adminShutdown),
      failed(SQL_STATE.readOnlyTransaction),
      failed(SQL_STATE.idleSessionTimeout),
      failed('08006'),
      withCode('ECONNREFUSED'),
      new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')], 'two addresses'),
      new Error('Connection terminated unexpectedly'),
      new Error('timeout exceeded when trying to connect'),
      new Error('Query read timeout'),
      new QueryRunnerAlreadyReleasedError(),
      new QueryRunnerProviderAlreadyReleasedError(),
    ),
  )('is true for $name', ({ error }) => {
    expect(isConnectionLoss(error)).toBe(true);
  });

  it.each(named(failed(SQL_STATE.uniqueViolation), failed(SQL_STATE.queryCanceled), new Error('no'), 'text', null))(
    'is false for $name',
    ({ error }) => {
      expect(isConnectionLoss(error)).toBe(false);
    },
  );
});
