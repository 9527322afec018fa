import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { type DraftField, type EventDraft } from './event-draft.js';
import { eventFormTexts } from './event-form-texts.js';

const DATES: ReadonlySet<DraftField> = new Set(['startsAt', 'endsAt', 'salesOpenAt', 'salesCloseAt']);
const NUMBERS: ReadonlySet<DraftField> = new Set([
  'capacity',
  'maxSeatsPerBooking',
  'maxSeatsPerUser',
  'holdMinutes',
  'offerMinutes',
]);

/** Writes the value of a field of a draft as people read it. */
export function useFieldText(): (field: DraftField, draft: EventDraft) => string {
  const t = useTexts(eventFormTexts);
  const format = useFormat();
  return (field, draft) => {
    if (field === 'waitlist') return t(`waitlist_${draft.waitlist}`);
    if (field === 'waitlistMode') return t(`waitlistMode_${draft.waitlistMode}`);
    const value = draft[field];
    if (value === '') return t('nothing');
    if (DATES.has(field)) return format.date(new Date(value), 'moment');
    return NUMBERS.has(field) ? format.number(Number(value)) : value;
  };
}
