import { describe, expect, it } from '@jest/globals';
import { inOneStatement } from './calls.js';

describe('inOneStatement', () => {
  it('makes the calls in their order, each with parameters of its own', () => {
    const calls = [
      { name: 'hold_fence', values: ['batch', 5] },
      { name: 'event_state', values: ['event'] },
    ];
    expect(inOneStatement(calls)).toEqual(['SELECT hold_fence($1, $2), event_state($3)', ['batch', 5, 'event']]);
  });
});
