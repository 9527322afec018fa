import { describe, expect, it } from '@jest/globals';
import { readFaultOptions, UsageError } from '#faults/options';

// Goal: what people type is understood, or they are told what is wrong. Method: one call per way of typing it.
describe('readFaultOptions', () => {
  const KNOWN = [{ name: 'db-kill' }, { name: 'api-kill' }, { name: 'clock-skew', isLong: true }];
  const USUAL = { names: ['db-kill', 'api-kill', 'clock-skew'], seconds: 5, seed: 1, list: false, result: undefined };

  it('tries everything unless told otherwise', () => {
    expect(readFaultOptions([], KNOWN)).toEqual(USUAL);
  });

  it('takes names, each once, the effort, and where to put the totals', () => {
    const args = ['api-kill', '--seconds', '2', 'api-kill', '--seed=7', '--result', 'totals.json'];
    expect(readFaultOptions(args, KNOWN)).toEqual({
      ...USUAL,
      names: ['api-kill'],
      seconds: 2,
      seed: 7,
      result: 'totals.json',
    });
    expect(readFaultOptions(['--list'], KNOWN)).toEqual({ ...USUAL, list: true });
  });

  it('has a short form, which leaves long ones out unless they are named', () => {
    expect(readFaultOptions(['--short'], KNOWN)).toEqual({ ...USUAL, names: ['db-kill', 'api-kill'], seconds: 1 });
    expect(readFaultOptions(['--short', 'clock-skew', '--seconds', '2'], KNOWN)).toMatchObject({
      names: ['clock-skew'],
      seconds: 2,
    });
  });

  it.each([
    [['db-kil'], 'There is no fault named "db-kil". There are: db-kill, api-kill, clock-skew.'],
    [['--seconds', '0'], '--seconds takes a whole number from 1 to 300, not 0.'],
    [['--seconds', '301'], '--seconds takes a whole number from 1 to 300, not 301.'],
    [['--seed', 'x'], '--seed takes a whole number from 0 to 4294967295, not x.'],
    [['--rounds', '3'], "Unknown option '--rounds'"],
  ])('refuses %j', (args, message) => {
    const read = (): unknown => readFaultOptions(args, KNOWN);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });
});
