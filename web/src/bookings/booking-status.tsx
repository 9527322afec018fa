import { type BookingResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { Badge, type Tone } from '../ui/states.js';
import { bookingsTexts } from './bookings-texts.js';

const WORDS = {
  held: { text: 'holding', tone: 'warn' },
  confirmed: { text: 'confirmed', tone: 'good' },
  cancelled: { text: 'cancelled', tone: 'info' },
  expired: { text: 'expired', tone: 'info' },
} as const satisfies Record<BookingResponse['status'], { text: keyof typeof bookingsTexts; tone: Tone }>;

/** Where a booking stands, in a word. */
export function BookingStatus({ status }: Pick<BookingResponse, 'status'>) {
  const t = useTexts(bookingsTexts);
  const { text, tone } = WORDS[status];
  return <Badge tone={tone}>{t(text)}</Badge>;
}
