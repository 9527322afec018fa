import { type AvailabilityResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { type LiveStatus } from '../live/watch.js';
import { LaneMeter } from '../ui/lane-meter.js';
import { AvailabilityWords } from './availability-words.js';
import { bookingTexts } from './booking-texts.js';
import styles from './booking-panel.module.css';

interface AvailabilityHeadProps {
  readonly availability: AvailabilityResponse;
  readonly status: LiveStatus;
}

/** How many seats are left right now, and how the line to the truth is. */
export function AvailabilityHead({ availability, status }: AvailabilityHeadProps) {
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
      {availability.waiting > 0 && <p className={styles.hint}>{t('queue', { count: availability.waiting })}</p>}
    </div>
  );
}
