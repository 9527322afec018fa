import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { type AvailabilityResponse, type EventResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { type LiveStatus } from '../live/watch.js';
import { useLive } from '../live/use-live.js';
import { Button } from '../ui/button.js';
import { Countdown } from '../ui/countdown.js';
import { LaneMeter } from '../ui/lane-meter.js';
import { ErrorState, Notice, ProblemNotice, Skeleton } from '../ui/states.js';
import { Stepper } from '../ui/stepper.js';
import { useNow } from '../ui/use-now.js';
import { AvailabilityWords } from './availability-words.js';
import { BookingAnswerView } from './booking-answer.js';
import { bookingTexts } from './booking-texts.js';
import { availabilityQuery } from './event-queries.js';
import { salesOf } from './sales.js';
import { type BookSeats, useBookSeats } from './use-book-seats.js';
import styles from './booking-panel.module.css';

/** How many seats are left right now, and the way to them. */
export function BookingPanel({ event }: { readonly event: EventResponse }) {
  const status = useLive(event.id);
  const availability = useQuery(availabilityQuery(event.id));
  const booking = useBookSeats(event.id);
  return (
    <div className={styles.panel}>
      {availability.data ? (
        <Availability availability={availability.data} status={status} />
      ) : availability.isError ? (
        <ErrorState error={availability.error} onRetry={() => void availability.refetch()} />
      ) : (
        <Skeleton height="4.5rem" />
      )}
      {booking.answer ? (
        <BookingAnswerView answer={booking.answer} onAgain={booking.reset} />
      ) : (
        <Sales event={event} availability={availability.data} booking={booking} />
      )}
    </div>
  );
}

interface AvailabilityProps {
  readonly availability: AvailabilityResponse;
  readonly status: LiveStatus;
}

function Availability({ availability, status }: AvailabilityProps) {
  const t = useTexts(bookingTexts);
  return (
    <div className={styles.availability}>
      <div className={styles.head}>
        <p className={styles.left} aria-live="polite" aria-atomic="true">
          <AvailabilityWords seats={{ ...availability, waiting: 0 }} />
        </p>
        <span className={styles.line}>
          <span className={styles.light} data-live={status === 'live'} />
          {status === 'live' && t('live')}
          {status === 'reconnecting' && t('reconnecting')}
        </span>
      </div>
      <LaneMeter seatsFree={availability.seatsFree} capacity={availability.capacity} />
    </div>
  );
}

interface SalesProps {
  readonly event: EventResponse;
  /** Undefined until it is known: the form is there all the same, and the server has the last word. */
  readonly availability: AvailabilityResponse | undefined;
  readonly booking: BookSeats;
}

/** The form while seats are on sale, or why they are not. */
function Sales({ event, availability, booking }: SalesProps) {
  const t = useTexts(bookingTexts);
  const sales = salesOf(event, availability?.status, useNow());
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

function BookingForm({ event, availability, booking }: SalesProps) {
  const t = useTexts(bookingTexts);
  const [seats, setSeats] = useState(1);
  const seatsFree = availability?.seatsFree ?? event.capacity;
  const joins = seats > seatsFree && event.waitlist.enabled;
  return (
    <form
      className={styles.form}
      onSubmit={(submit) => {
        submit.preventDefault();
        booking.book(event.seating === 'general' ? { seats } : { bestAvailable: { seats } });
      }}
    >
      <Stepper
        label={t('howMany')}
        value={seats}
        min={1}
        max={Math.min(event.maxSeatsPerBooking, event.maxSeatsPerUser, event.capacity)}
        onChange={setSeats}
        valueText={t('seats', { count: seats })}
      />
      <BookingNews {...booking} />
      <Button
        type="submit"
        look="primary"
        isLarge
        isWide
        isBusy={booking.isPending}
        disabled={seatsFree === 0 && !joins}
      >
        {joins ? t('join') : t('book', { count: seats })}
      </Button>
      <BookingHint event={event} seatsFree={seatsFree} joins={joins} />
    </form>
  );
}

/** Why it takes a moment, or did not work. */
function BookingNews({ waiting, problem }: Pick<BookSeats, 'waiting' | 'problem'>) {
  const t = useTexts(bookingTexts);
  if (problem) return <ProblemNotice problem={problem} />;
  if (!waiting) return null;
  return (
    <Notice tone="warn">
      <p>
        {t('busy')} <Countdown untilMs={waiting.untilMs} />. {t('busyWhy')}
      </p>
    </Notice>
  );
}

interface BookingHintProps {
  readonly event: EventResponse;
  readonly seatsFree: number;
  readonly joins: boolean;
}

/** What the button will do, where its words are not enough. */
function BookingHint({ event: { seating }, seatsFree, joins }: BookingHintProps) {
  const t = useTexts(bookingTexts);
  const hint = joins
    ? t(seatsFree === 0 ? 'joinWhy' : 'tooMany')
    : seatsFree === 0
      ? t('soldOutWhy')
      : seating === 'reserved' && t('best');
  return hint && <p className={styles.hint}>{hint}</p>;
}
