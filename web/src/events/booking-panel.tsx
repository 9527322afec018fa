import { useEffect, useState } from 'react';
import { type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AvailabilityResponse, type BookingResponse, type EventResponse } from '../api/schema.js';
import { HoldCard } from '../bookings/hold-card.js';
import { useTexts } from '../i18n/texts.js';
import { useLive } from '../live/use-live.js';
import { Button } from '../ui/button.js';
import { Countdown } from '../ui/countdown.js';
import { ErrorState, Notice, Skeleton } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { WaitingCard } from '../waitlists/waiting-card.js';
import { AvailabilityHead } from './availability-head.js';
import { BookedView } from './booked-view.js';
import { BookingForm } from './booking-form.js';
import { bookingTexts } from './booking-texts.js';
import { type Sales } from './sales.js';
import { type BookSeats } from './use-book-seats.js';
import { type OwnPart } from './use-own-part.js';
import styles from './booking-panel.module.css';

interface BookingPanelProps {
  readonly event: EventResponse;
  readonly availability: UseQueryResult<AvailabilityResponse>;
  readonly sales: Sales;
  readonly booking: BookSeats;
  readonly own: OwnPart;
}

/** How many seats are left right now, what the visitor has of them, and the way to more. */
export function BookingPanel(props: BookingPanelProps) {
  const { event, availability } = props;
  const status = useLive(event.id);
  return (
    <div className={styles.panel}>
      {availability.data ? (
        <AvailabilityHead availability={availability.data} status={status} />
      ) : availability.isError ? (
        <ErrorState error={availability.error} onRetry={() => void availability.refetch()} />
      ) : (
        <Skeleton height="4.5rem" />
      )}
      <OwnAndForm {...props} />
    </div>
  );
}

/** One thing at a time: what has just been booked, what waits for an answer, or the form. */
function OwnAndForm({ event, availability, sales, booking, own }: BookingPanelProps) {
  const [confirmed, setConfirmed] = useState<BookingResponse>();
  const { bookedAtOnce, heldId, isContended } = readAnswer(booking.answer);
  usePromotionToast(own);
  const booked = confirmed ?? bookedAtOnce;
  if (booked) {
    const again = (): void => {
      setConfirmed(undefined);
      booking.reset();
    };
    return <BookedView booking={booked} onAgain={again} />;
  }
  if (own.promoted) return <BookedView booking={own.promoted} isPromotion />;
  const isFree = own.holds.length === 0 && !own.entry;
  return (
    <>
      {own.holds.map((hold) => (
        <HoldCard
          key={hold.id}
          booking={hold}
          isNew={hold.id === heldId}
          onConfirmed={setConfirmed}
          onLapsed={own.onLapsed}
        />
      ))}
      {own.lapsed && <Lapsed booking={own.lapsed} onAgain={own.forgetLapsed} />}
      {own.entry && <Queue entry={own.entry} mode={event.waitlist.mode} isContended={isContended === true} />}
      {isFree && <SalesView event={event} availability={availability.data} sales={sales} booking={booking} />}
      <OwnBookings bookings={own.confirmed} />
    </>
  );
}

interface ReadAnswer {
  readonly bookedAtOnce?: BookingResponse;
  readonly heldId?: string;
  readonly isContended?: boolean;
}

function readAnswer(answer: BookSeats['answer']): ReadAnswer {
  switch (answer?.outcome) {
    case 'confirmed':
      return { bookedAtOnce: answer.booking };
    case 'held':
      return { heldId: answer.booking.id };
    case 'waitlisted':
      return { isContended: answer.reason === 'contended' };
    case undefined:
      return {};
  }
}

/** Also for those who are looking elsewhere on the page. */
function usePromotionToast({ promoted, holds }: OwnPart): void {
  const t = useTexts(bookingTexts);
  const [initialOffer] = useState(holds[0]?.id);
  const offer = holds.find(({ source }) => source === 'waitlist');
  const news = promoted?.id ?? (offer?.id === initialOffer ? undefined : offer?.id);
  const title = t(promoted ? 'promoted' : 'offer');
  useEffect(() => {
    if (news !== undefined) toast(title);
  }, [news, title]);
}

function Lapsed({ booking, onAgain }: { readonly booking: BookingResponse; readonly onAgain: () => void }) {
  const t = useTexts(bookingTexts);
  return (
    <Notice tone="warn" title={t('lapsed')}>
      <p>{t('lapsedWhy', { count: booking.seats })}</p>
      <Button onClick={onAgain}>{t('understood')}</Button>
    </Notice>
  );
}

interface QueueProps {
  readonly entry: NonNullable<OwnPart['entry']>;
  readonly mode: EventResponse['waitlist']['mode'];
  readonly isContended: boolean;
}

function Queue({ entry, mode, isContended }: QueueProps) {
  const t = useTexts(bookingTexts);
  return (
    <>
      {isContended && (
        <Notice tone="info">
          <p>{t('contended')}</p>
        </Notice>
      )}
      <WaitingCard entry={entry} mode={mode} />
    </>
  );
}

interface SalesViewProps {
  readonly event: EventResponse;
  readonly availability: AvailabilityResponse | undefined;
  readonly sales: Sales;
  readonly booking: BookSeats;
}

/** The form while seats are on sale, or why they are not. */
function SalesView({ event, availability, sales, booking }: SalesViewProps) {
  const t = useTexts(bookingTexts);
  switch (sales.kind) {
    case 'open':
      return <BookingForm {...{ event, availability, booking }} />;
    case 'upcoming':
      return (
        <Notice tone="info" title={t('bookableFrom')}>
          <Countdown untilMs={sales.opensAtMs} />
        </Notice>
      );
    case 'closed':
      return <Notice tone="info" title={t('closed')} />;
    case 'cancelled':
      return <Notice tone="bad" title={t('cancelled')} />;
    case 'draft':
      return <Notice tone="warn" title={t('draft')} />;
  }
}

/** What the visitor has here already. */
function OwnBookings({ bookings }: { readonly bookings: readonly BookingResponse[] }) {
  const t = useTexts(bookingTexts);
  if (bookings.length === 0) return null;
  return (
    <div className={styles.own}>
      <h3>{t('yours')}</h3>
      <ul role="list">
        {bookings.map(({ id, reference, seats }) => (
          <li key={id}>
            <Link to="/bookings/$bookingId" params={{ bookingId: reference }}>
              {reference}
            </Link>
            <span>{t('seats', { count: seats })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
