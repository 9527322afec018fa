import { type ReactNode } from 'react';
import { type BookingResponse, type EventResponse } from '../api/schema.js';
import { eventTexts } from '../events/event-texts.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Blade } from '../ui/blade.js';
import { classNames } from '../ui/class-names.js';
import { BookingStatus } from './booking-status.js';
import { bookingsTexts } from './bookings-texts.js';
import { QrCode } from './qr-code.js';
import { SeatLabels } from './seat-labels.js';
import styles from './booking-slip.module.css';

interface BookingSlipProps {
  readonly booking: BookingResponse;
  readonly event: EventResponse;
}

/** A booking as one shows it at the door, on the screen or on paper. */
export function BookingSlip({ booking, event }: BookingSlipProps) {
  const t = useTexts(bookingsTexts);
  const shared = useTexts(eventTexts);
  const format = useFormat();
  const { reference, seats, seatLabels, status } = booking;
  const isGood = status === 'confirmed';
  return (
    <article className={classNames(styles.slip, !isGood && styles.over)}>
      <Blade id={event.id} isWide className={styles.blade} />
      <div className={styles.body}>
        <div className={styles.head}>
          <BookingStatus status={status} />
          <h1>{event.title}</h1>
        </div>
        <dl className={styles.facts}>
          <Fact name={t('when')}>
            <time dateTime={event.startsAt}>
              {format.date(event.startsAt, 'longDay')}, {format.date(event.startsAt, 'time')}
            </time>
          </Fact>
          <Fact name={t('place')}>{event.venue ?? shared('placeToCome')}</Fact>
          <Fact name={t('seats')}>
            {seatLabels.length === 0 ? t('seatCount', { count: seats }) : <SeatLabels labels={seatLabels} />}
          </Fact>
        </dl>
      </div>
      <div className={styles.tearOff}>
        {isGood && <QrCode text={reference} label={t('qr', { reference })} />}
        <div>
          <p className={styles.name}>{t('reference')}</p>
          <p className={styles.reference}>{reference}</p>
        </div>
      </div>
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className={styles.name}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
