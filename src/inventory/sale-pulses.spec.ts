import { describe, expect, it } from '@jest/globals';
import { SalePulses } from './sale-pulses.js';

// Goal: an organizer sees what happened, and memory stays bounded. Method: more events and answers than are remembered.
describe('the pulses of sales', () => {
  it('count answers by what they came to, and leave out what is nobody’s', () => {
    const pulses = new SalePulses();
    pulses.batch('one', 3);
    pulses.answer('one', { kind: 'refused', code: 'sold-out', facts: {} }, 4);
    pulses.answer('one', { kind: 'left' }, 5);
    pulses.answer('one', { kind: 'served' }, 6);
    pulses.conflict('one');
    const { outcomes, latenciesMs, batches, commands, conflicts } = pulses.read('one');
    expect([...outcomes]).toEqual([
      ['sold-out', 1],
      ['left', 1],
    ]);
    expect({ latenciesMs, batches, commands, conflicts }).toEqual({
      latenciesMs: [4, 5],
      batches: 1,
      commands: 3,
      conflicts: 1,
    });
  });

  it('keep the latest answers and the latest events only', () => {
    const pulses = new SalePulses();
    for (let index = 0; index < 600; index += 1) pulses.answer('busy', { kind: 'left' }, index);
    const { latenciesMs, outcomes } = pulses.read('busy');
    expect([latenciesMs.length, Math.min(...latenciesMs), outcomes.get('left')]).toEqual([500, 100, 600]);
    for (let index = 0; index < 500; index += 1) pulses.batch(`event ${index}`, 1);
    expect([pulses.read('busy').outcomes.size, pulses.read('event 499').batches]).toEqual([0, 1]);
  });
});
