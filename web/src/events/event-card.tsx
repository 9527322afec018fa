import { Link } from '@tanstack/react-router';
import { type ListedEventResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Blade } from '../ui/blade.js';
import { Icon } from '../ui/icon.js';
import { LaneMeter } from '../ui/lane-meter.js';
import { Skeleton } from '../ui/states.js';
import { AvailabilityWords } from './availability-words.js';
import { eventTexts } from './event-texts.js';
import styles from './event-card.module.css';

/** An event in the list. */
export function EventCard({ event }: { readonly event: ListedEventResponse }) {
  const t = useTexts(eventTexts);
  const format = useFormat();
  return (
    <article className={styles.card}>
      <div className={styles.picture}>
        <Blade id={event.id} className={styles.blade} />
        {/* The same date stands in the facts, in an order that can be read out. */}
        <div className={styles.date} aria-hidden="true">
          <span>{format.date(event.startsAt, 'weekday')}</span>
          <b>{format.date(event.startsAt, 'dayOfMonth')}</b>
          <span>{format.date(event.startsAt, 'month')}</span>
        </div>
      </div>
      <div className={styles.body}>
        <h3 className={styles.title}>
          <Link to="/events/$eventId" params={{ eventId: event.id }}>
            {event.title}
          </Link>
        </h3>
        <div className={styles.facts}>
          <span className={styles.fact}>
            <Icon name="pin" />
            {event.venue ?? t('placeToCome')}
          </span>
          <span className={styles.fact}>
            <Icon name="calendar" />
            <time dateTime={event.startsAt}>{format.date(event.startsAt, 'moment')}</time>
          </span>
        </div>
        <div className={styles.left}>
          <div className={styles.words}>
            <AvailabilityWords seats={event} />
          </div>
          <LaneMeter seatsFree={event.seatsFree} capacity={event.capacity} />
        </div>
      </div>
    </article>
  );
}

/** The place of a card that is on its way. */
export function EventCardSkeleton() {
  return (
    <div className={styles.card}>
      <div className={styles.picture}>
        <Skeleton height="100%" />
      </div>
      <div className={styles.body}>
        <Skeleton height="1.75rem" width="80%" />
        <div className={styles.facts}>
          <Skeleton height="1.25rem" width="55%" />
          <Skeleton height="1.25rem" width="60%" />
        </div>
        <div className={styles.left}>
          <Skeleton height="1.5rem" width="40%" />
          <Skeleton height="0.75rem" />
        </div>
      </div>
    </div>
  );
}
