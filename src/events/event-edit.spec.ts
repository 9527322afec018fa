import { describe, expect, it } from '@jest/globals';
import { brokenByEdit, given, toWaitlistDetails } from './event-edit.js';
import { type Schedule } from './event-rules.js';

// Goal: an edit is judged by what the event would become. Method: a stored schedule, one changed side at a time.
describe('an edit', () => {
  const at = (hour: number): Date => new Date(Date.UTC(2027, 4, 1, hour));
  const stored: Schedule = { startsAt: at(18), endsAt: at(21), salesOpenAt: at(8), salesCloseAt: at(17) };
  const before = at(6);

  it('that moves the start past the stored end is refused at the start', () => {
    expect(brokenByEdit(stored, { startsAt: at(22) }, before)).toEqual([
      { pointer: '#/startsAt', detail: 'must be before endsAt' },
    ]);
  });

  it('that moves start and end together is fine', () => {
    expect(brokenByEdit(stored, { startsAt: at(22), endsAt: at(23) }, before)).toEqual([]);
  });

  it('that empties a date lifts its rule', () => {
    expect(brokenByEdit(stored, { startsAt: at(22), endsAt: null }, before)).toEqual([]);
  });

  it('without dates is not judged by dates, also when the stored ones are out of order', () => {
    expect(brokenByEdit({ ...stored, endsAt: at(1) }, { title: 'x' }, before)).toEqual([]);
  });

  it('may send back a start that has passed, but not move it into the past', () => {
    expect(brokenByEdit(stored, { startsAt: at(18) }, at(19))).toEqual([]);
    expect(brokenByEdit(stored, { startsAt: at(17) }, at(19))).toEqual([
      { pointer: '#/startsAt', detail: 'must be in the future' },
    ]);
  });

  it('keeps null and drops what is absent', () => {
    expect(given({ venue: null, title: undefined, capacity: 3 })).toEqual({ venue: null, capacity: 3 });
  });

  it('changes only the settings of the waitlist that it names', () => {
    expect(toWaitlistDetails({ enabled: false })).toEqual({ waitlistEnabled: false });
    expect(toWaitlistDetails({ mode: 'auto', offerSeconds: 30 })).toEqual({
      waitlistMode: 'auto',
      waitlistOfferSeconds: 30,
    });
  });
});
