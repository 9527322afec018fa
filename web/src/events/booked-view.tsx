import { useEffect, useRef } from 'react';
import { type BookingResponse } from '../api/schema.js';
import { SeatLabels } from '../bookings/seat-labels.js';
import { useTexts } from '../i18n/texts.js';
import { Button, ButtonLink } from '../ui/button.js';
import { Notice } from '../ui/states.js';
import { bookingTexts } from './booking-texts.js';
import styles from './booking-panel.module.css';

interface BookedViewProps {
  readonly booking: BookingResponse;
  /** It came from the waitlist by itself, so it is announced instead of taking the focus. */
  readonly isPromotion?: boolean;
  readonly onAgain?: () => void;
}

/** What a booking came to, in the place of the form. */
export function BookedView({ booking, isPromotion = false, onAgain }: BookedViewProps) {
  const t = useTexts(bookingTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isPromotion) heading.current?.focus();
  }, [isPromotion]);
  return (
    <div className={styles.answer}>
      {isPromotion && <Notice tone="good" title={t('promoted')} />}
      <h2 ref={heading} tabIndex={-1}>
        {t('confirmed', { count: booking.seats })}
      </h2>
      <dl className={styles.slip}>
        <div>
          <dt>{t('reference')}</dt>
          <dd className={styles.reference}>{booking.reference}</dd>
        </div>
        {booking.seatLabels.length > 0 && (
          <div>
            <dt>{t('seatsLabel')}</dt>
            <dd>
              <SeatLabels labels={booking.seatLabels} />
            </dd>
          </div>
        )}
      </dl>
      <ButtonLink to="/bookings/$bookingId" params={{ bookingId: booking.reference }} look="primary" isWide>
        {t('toBooking')}
      </ButtonLink>
      {onAgain && <Button onClick={onAgain}>{t('bookMore')}</Button>}
    </div>
  );
}
