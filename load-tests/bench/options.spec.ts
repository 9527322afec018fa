import { describe, expect, it } from '@jest/globals';
import { readBenchOptions, UsageError } from '#bench/options';

// Goal: what people type is understood, or they are told what is wrong. Method: one call per way of typing it.
describe('readBenchOptions', () => {
  const KNOWN = ['hot-event', 'growth'];

  it('measures everything unless told otherwise', () => {
    expect(readBenchOptions([], KNOWN)).toEqual({ names: KNOWN, rounds: 3, seconds: 3 });
  });

  it('takes names in the order typed, each once, and the effort', () => {
    const args = ['growth', '--rounds', '5', 'hot-event', 'growth', '--seconds=10'];
    expect(readBenchOptions(args, KNOWN)).toEqual({ names: ['growth', 'hot-event'], rounds: 5, seconds: 10 });
  });

  it.each([
    [['warp'], 'There is no bench named warp.'],
    [['--rounds', '0'], '--rounds takes a whole number from 1 to 20, not 0.'],
    [['--rounds', '21'], '--rounds takes a whole number from 1 to 20, not 21.'],
    [['--seconds', '1e1'], '--seconds takes a whole number from 1 to 60, not 1e1.'],
    [['--seconds', '2.5'], '--seconds takes a whole number from 1 to 60, not 2.5.'],
    [['--minutes', '5'], "Unknown option '--minutes'"],
  ])('refuses %j', (args, message) => {
    const read = (): unknown => readBenchOptions(args, KNOWN);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });
});
