import { describe, expect, it } from '@jest/globals';
import { changedFields, NEW_DRAFT, toDraft, toEdit, toInput } from './event-draft.js';
import { fieldsToSend, mergeOf } from './merge.js';

const base = { ...NEW_DRAFT, title: 'Regatta', capacity: '100' };

// Goal: nobody's edit is lost and nothing is asked that needs no answer. Method: three states of one event.
describe('a merge of two edits', () => {
  it('lets both through where they touch different fields', () => {
    const merge = mergeOf(base, { ...base, title: 'Great regatta' }, { ...base, capacity: '120' });
    expect(merge).toEqual({ theirs: ['capacity'], mine: ['title'], conflicts: [] });
    expect(fieldsToSend(merge, {})).toEqual(['title']);
  });

  it('asks where both changed one field, and only there', () => {
    const merge = mergeOf(base, { ...base, capacity: '150', venue: 'Lake' }, { ...base, capacity: '120' });
    expect(merge).toEqual({ theirs: ['capacity'], mine: ['venue'], conflicts: ['capacity'] });
    expect(fieldsToSend(merge, { capacity: 'theirs' })).toEqual(['venue']);
    expect(fieldsToSend(merge, { capacity: 'mine' })).toEqual(['venue', 'capacity']);
    expect(fieldsToSend(merge, {})).toEqual(['venue', 'capacity']);
  });

  it('has nothing to settle where both wrote the same', () => {
    const merge = mergeOf(base, { ...base, capacity: '120' }, { ...base, capacity: '120' });
    expect(merge).toEqual({ theirs: ['capacity'], mine: [], conflicts: [] });
  });
});

describe('a draft', () => {
  const event = {
    id: 'e',
    organizerId: 'o',
    title: 'Regatta',
    description: null,
    venue: 'Lake',
    startsAt: '2026-12-05T18:00:30.000Z',
    endsAt: null,
    salesOpenAt: null,
    salesCloseAt: null,
    status: 'draft',
    seating: 'general',
    capacity: 100,
    maxSeatsPerBooking: 10,
    maxSeatsPerUser: 10,
    holdSeconds: 90,
    revision: 1,
    createdAt: '2026-11-01T00:00:00.000Z',
    waitlist: { enabled: true, mode: 'auto', offerSeconds: 900 },
  } as const;

  it('sends what was touched and nothing else, seconds of an untouched date included', () => {
    const before = toDraft(event);
    const after = { ...before, venue: ' ', waitlist: 'off', holdMinutes: '2' } as const;
    expect(changedFields(before, after)).toEqual(['venue', 'holdMinutes', 'waitlist']);
    expect(toEdit(after, changedFields(before, after))).toEqual({
      venue: null,
      holdSeconds: 120,
      waitlist: { enabled: false },
    });
  });

  it('shows an instant on the visitor’s clock and reads it back', () => {
    const { startsAt } = toDraft(event);
    expect(new Date(startsAt).getTime()).toBe(Date.parse('2026-12-05T18:00:00Z'));
    expect(toInput(null)).toBe('');
  });
});
