import { expect } from '@jest/globals';
import { type DataSource, type EntityManager } from 'typeorm';
import { checkInvariants, type Scope } from '../../src/inventory/invariants.js';

/**
 * Fails the test when the database breaks an invariant, with what is wrong; the same list as `npm run verify`.
 * Ends every medium and e2e test that moves a seat.
 */
export async function expectInvariants(source: DataSource | EntityManager, scope: Scope = {}): Promise<void> {
  expect(await checkInvariants(source, scope)).toEqual([]);
}
