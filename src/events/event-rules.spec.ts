import { describe, expect, it } from '@jest/globals';
import { brokenRules, type Schedule } from './event-rules.js';

// Goal: no schedule that nobody can book or attend. Method: one broken rule at a time, told at the field that was sent.
describe('the rules of a schedule', () => {
  const at = (hour: number): Date => new Date(Date.UTC(2027, 4, 1, hour));
  const open: Schedule = { startsAt: at(18), endsAt: null, salesOpenAt: null, salesCloseAt: null };
  const all = new Set(['startsAt', 'endsAt', 'salesOpenAt', 'salesCloseAt']);

  it('hold for a start alone, and for a full day in order', () => {
    expect(brokenRules(open, all, null)).toEqual([]);
    const full = { startsAt: at(18), endsAt: at(21), salesOpenAt: at(8), salesCloseAt: at(17) };
    expect(brokenRules(full, all, null)).toEqual([]);
  });

  it('let sales go on until the very start', () => {
    expect(brokenRules({ ...open, salesCloseAt: at(18) }, all, null)).toEqual([]);
  });

  it.each([
    ['an end at the start', { endsAt: at(18) }, '#/endsAt', 'must be after startsAt'],
    [
      'sales that open when they close',
      { salesOpenAt: at(9), salesCloseAt: at(9) },
      '#/salesOpenAt',
      'must be before salesCloseAt',
    ],
    [
      'sales that open with the start',
      { salesOpenAt: at(18) },
      '#/salesOpenAt',
      'must be before startsAt, when sales end',
    ],
    [
      'sales that close after the start',
      { salesCloseAt: at(19) },
      '#/salesCloseAt',
      'must not be after startsAt, when sales end',
    ],
  ])('refuse %s', (_, dates, pointer, detail) => {
    expect(brokenRules({ ...open, ...dates }, all, null)).toEqual([{ pointer, detail }]);
  });

  it.each([
    ['startsAt after the end', { endsAt: at(17) }, 'must be before endsAt'],
    ['startsAt at the opening of sales', { salesOpenAt: at(18) }, 'must be after salesOpenAt'],
    ['startsAt before the close of sales', { salesCloseAt: at(19) }, 'must not be before salesCloseAt'],
  ])('point at the start when only that was sent: %s', (_, dates, detail) => {
    expect(brokenRules({ ...open, ...dates }, new Set(['startsAt']), null)).toEqual([
      { pointer: '#/startsAt', detail },
    ]);
  });

  it('point at salesCloseAt when only that was sent', () => {
    const broken = brokenRules({ ...open, salesOpenAt: at(9), salesCloseAt: at(8) }, new Set(['salesCloseAt']), null);
    expect(broken).toEqual([{ pointer: '#/salesCloseAt', detail: 'must be after salesOpenAt' }]);
  });

  it('tell one thing per field', () => {
    const broken = brokenRules({ ...open, salesOpenAt: at(20), salesCloseAt: at(10) }, all, null);
    expect(broken).toEqual([{ pointer: '#/salesOpenAt', detail: 'must be before salesCloseAt' }]);
  });

  it('refuse a start that is not in the future', () => {
    const schedule = { ...open, salesOpenAt: at(20) };
    expect(brokenRules(schedule, new Set(['startsAt']), at(18))).toEqual([
      { pointer: '#/startsAt', detail: 'must be in the future' },
    ]);
    expect(brokenRules(open, all, at(17))).toEqual([]);
  });
});
