import { useEffect, useRef } from 'react';
import { type BookingResponse } from '../api/schema.js';
import { BookingNews } from '../events/booking-news.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Countdown } from '../ui/countdown.js';
import { bookingsTexts } from './bookings-texts.js';
import { SeatLabels } from './seat-labels.js';
import { useBookingDeeds } from './use-booking-deeds.js';
import styles from './hold-card.module.css';

interface HoldCardProps {
  readonly booking: BookingResponse;
  /** The visitor has just asked for it: it takes the focus. */
  readonly isNew?: boolean;
  readonly onConfirmed?: ((booking: BookingResponse) => void) | undefined;
  /** Its time was up before it was confirmed. */
  readonly onLapsed: (booking: BookingResponse) => void;
}

/** Seats that wait for a word of the visitor, and how long they still do: a hold of their own, or an offer. */
export function HoldCard({ booking, isNew = false, onConfirmed, onLapsed }: HoldCardProps) {
  const t = useTexts(bookingsTexts);
  const deeds = useBookingDeeds(booking);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, [isNew]);
  const isOffer = booking.source === 'waitlist';
  const count = booking.seats;
  return (
    <section className={styles.hold} aria-labelledby={`hold-${booking.id}`}>
      <div className={styles.clock}>
        <Countdown untilMs={Date.parse(booking.holdExpiresAt ?? '')} onEnd={() => onLapsed(booking)} />
        <span>{t('toConfirm')}</span>
      </div>
      <h2 id={`hold-${booking.id}`} ref={heading} tabIndex={-1}>
        {isOffer ? t('offered', { count }) : t('held', { count })}
      </h2>
      <SeatLabels labels={booking.seatLabels} />
      <BookingNews waiting={deeds.waiting} problem={deeds.problem} />
      <div className={styles.deeds}>
        <Button look="primary" isLarge isWide isBusy={deeds.isConfirming} onClick={() => deeds.confirm(onConfirmed)}>
          {isOffer ? t('accept', { count }) : t('confirm', { count })}
        </Button>
        <Button look="quiet" isWide isBusy={deeds.isCancelling} onClick={() => deeds.cancel()}>
          {isOffer ? t('decline') : t('letGo')}
        </Button>
      </div>
    </section>
  );
}
