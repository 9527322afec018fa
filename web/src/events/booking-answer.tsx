import { useEffect, useRef } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/states.js';
import { bookingTexts } from './booking-texts.js';
import { type BookingAnswer } from './use-book-seats.js';
import styles from './booking-panel.module.css';

interface BookingAnswerProps {
  readonly answer: BookingAnswer;
  readonly onAgain: () => void;
}

/** What the booking came to, in the place of the form; it takes the focus, so that nobody misses it. */
export function BookingAnswerView({ answer, onAgain }: BookingAnswerProps) {
  const t = useTexts(bookingTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.answer}>
      <h2 ref={heading} tabIndex={-1}>
        {answer.outcome === 'waitlisted'
          ? t('waitlisted', { position: answer.waitlistEntry.position ?? 1 })
          : t(answer.outcome, { count: answer.booking.seats })}
      </h2>
      {answer.outcome === 'waitlisted' ? (
        <Notice tone="info">
          {answer.reason === 'contended' && <p>{t('contended')}</p>}
          <p>{t('waitlistedWhy', { count: answer.waitlistEntry.seats })}</p>
        </Notice>
      ) : (
        <Ticket booking={answer.booking} />
      )}
      <Button onClick={onAgain}>{t('bookMore')}</Button>
    </div>
  );
}

function Ticket({ booking }: { readonly booking: Extract<BookingAnswer, { booking: unknown }>['booking'] }) {
  const t = useTexts(bookingTexts);
  const format = useFormat();
  return (
    <dl className={styles.ticket}>
      <div>
        <dt>{t('reference')}</dt>
        <dd className={styles.reference}>{booking.reference}</dd>
      </div>
      {booking.seatLabels.length > 0 && (
        <div>
          <dt>{t('seatsLabel')}</dt>
          <dd>{format.list(booking.seatLabels)}</dd>
        </div>
      )}
    </dl>
  );
}
