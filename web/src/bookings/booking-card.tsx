import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type BookingResponse } from '../api/schema.js';
import { eventQuery } from '../events/event-queries.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Blade } from '../ui/blade.js';
import { Countdown } from '../ui/countdown.js';
import { Skeleton } from '../ui/states.js';
import { BookingStatus } from './booking-status.js';
import { bookingsTexts } from './bookings-texts.js';
import { SeatLabels } from './seat-labels.js';
import styles from './bookings-page.module.css';

interface BookingCardProps {
  readonly booking: BookingResponse;
  readonly onLapsed: () => void;
}

/** A booking in the list; it leads to its own page. */
export function BookingCard({ booking, onLapsed }: BookingCardProps) {
  const t = useTexts(bookingsTexts);
  const format = useFormat();
  const { data: event } = useQuery(eventQuery(booking.eventId));
  const { reference, seats, seatLabels, status, holdExpiresAt } = booking;
  return (
    <article className={styles.card} data-over={status === 'cancelled' || status === 'expired'}>
      <Blade id={booking.eventId} className={styles.blade} />
      <div className={styles.body}>
        <h3 className={styles.title}>
          <Link to="/bookings/$bookingId" params={{ bookingId: reference }}>
            {event ? event.title : reference}
          </Link>
        </h3>
        <div className={styles.facts}>
          {event ? (
            <time dateTime={event.startsAt}>{format.date(event.startsAt, 'moment')}</time>
          ) : (
            <Skeleton height="1.3rem" width="9rem" />
          )}
          <span>{t('seatCount', { count: seats })}</span>
        </div>
        <div className={styles.facts}>
          <span className={styles.reference}>{reference}</span>
          <BookingStatus status={status} />
          {status === 'held' && <Countdown untilMs={Date.parse(holdExpiresAt ?? '')} onEnd={onLapsed} />}
        </div>
        <SeatLabels labels={seatLabels} />
      </div>
    </article>
  );
}
