import { type AvailabilityResponse, type EventResponse } from '../api/schema.js';
import { salesOf } from '../events/sales.js';
import { useTexts } from '../i18n/texts.js';
import { Badge, type Tone } from '../ui/states.js';
import { useNow } from '../ui/use-now.js';
import { organizerTexts } from './organizer-texts.js';

interface EventStateProps {
  readonly event: Pick<EventResponse, 'status' | 'startsAt' | 'salesOpenAt' | 'salesCloseAt'>;
  /** Live, where it is known. */
  readonly availability?: Pick<AvailabilityResponse, 'status' | 'seatsFree'> | undefined;
}

const LOOKS = {
  draft: { tone: 'warn', text: 'draft' },
  upcoming: { tone: 'info', text: 'upcomingSale' },
  open: { tone: 'good', text: 'onSale' },
  closed: { tone: 'info', text: 'closed' },
  cancelled: { tone: 'bad', text: 'cancelled' },
} as const satisfies Record<string, { tone: Tone; text: keyof typeof organizerTexts }>;

/** Where the sale of an event stands, in a word. */
export function EventState({ event, availability }: EventStateProps) {
  const t = useTexts(organizerTexts);
  const { kind } = salesOf(event, availability?.status, useNow());
  if (kind === 'open' && availability?.seatsFree === 0) return <Badge tone="good">{t('soldOut')}</Badge>;
  const { tone, text } = LOOKS[kind];
  return <Badge tone={tone}>{t(text)}</Badge>;
}
