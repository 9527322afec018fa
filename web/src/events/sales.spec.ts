import { describe, expect, it } from '@jest/globals';
import { salesOf } from './sales.js';

const at = (time: string): number => Date.parse(`2027-05-01T${time}Z`);

const EVENT = {
  status: 'published',
  startsAt: '2027-05-01T18:00:00Z',
  salesOpenAt: '2027-05-01T08:00:00Z',
  salesCloseAt: '2027-05-01T17:00:00Z',
} as const;

// Goal: the page offers seats when the server would sell them. Method: the edges of the sales window.
describe('sales', () => {
  it.each([
    ['07:59:59', { kind: 'upcoming', opensAtMs: at('08:00:00') }],
    ['08:00:00', { kind: 'open' }],
    ['16:59:59', { kind: 'open' }],
    ['17:00:00', { kind: 'closed' }],
  ])('at %s', (time, sales) => {
    expect(salesOf(EVENT, undefined, at(time))).toEqual(sales);
  });

  it('end with the start where nothing else is said', () => {
    const event = { ...EVENT, salesOpenAt: null, salesCloseAt: null };
    expect(salesOf(event, undefined, at('17:59:59'))).toEqual({ kind: 'open' });
    expect(salesOf(event, undefined, at('18:00:00'))).toEqual({ kind: 'closed' });
  });

  it('go by what the stream says about a cancelled event', () => {
    expect(salesOf(EVENT, 'cancelled', at('12:00:00'))).toEqual({ kind: 'cancelled' });
  });
});
