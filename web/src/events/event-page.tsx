import { lazy, Suspense, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type EventResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Blade } from '../ui/blade.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Card, Page } from '../ui/page.js';
import { ErrorState, Loading, Skeleton } from '../ui/states.js';
import { BookingPanel } from './booking-panel.js';
import { bookingTexts } from './booking-texts.js';
import { availabilityQuery, eventQuery } from './event-queries.js';
import { eventTexts } from './event-texts.js';
import { useBookSeats } from './use-book-seats.js';
import { useOwnPart } from './use-own-part.js';
import { useSales } from './use-sales.js';
import styles from './event-page.module.css';

/** Only halls with reserved seats need it, and it is most of the page's code. */
const SeatPicker = lazy(() =>
  import('../seat-map/seat-picker.js').then(({ SeatPicker: component }) => ({ default: component })),
);

/** `/events/:id`: what it is, how many seats are left right now, and booking. */
export function EventPage() {
  const { eventId } = useParams({ from: '/events/$eventId' });
  const event = useQuery(eventQuery(eventId));
  return (
    <>
      <div className={styles.banner}>
        <Blade id={eventId} isWide className={styles.blade} />
      </div>
      <Page>
        {event.isPending && <EventSkeleton />}
        {event.isError && <ErrorState isPage error={event.error} onRetry={() => void event.refetch()} />}
        {event.data && <EventView key={eventId} event={event.data} />}
      </Page>
    </>
  );
}

function EventView({ event }: { readonly event: EventResponse }) {
  const availability = useQuery(availabilityQuery(event.id));
  const sales = useSales(event, availability.data);
  const booking = useBookSeats(event.id);
  const own = useOwnPart(event.id);
  const { holds, confirmed } = own;
  const ownLabels = useMemo(() => [...holds, ...confirmed].flatMap(({ seatLabels }) => seatLabels), [holds, confirmed]);
  return (
    <div className={styles.columns}>
      <Facts event={event} />
      <Card className={styles.panel}>
        <BookingPanel {...{ event, availability, sales, booking, own }} />
      </Card>
      {event.seating === 'reserved' && (
        <div className={styles.seats}>
          <Suspense fallback={<Skeleton height="30rem" />}>
            <SeatPicker {...{ event, booking, ownLabels }} isOpen={sales.kind === 'open'} />
          </Suspense>
        </div>
      )}
      <About description={event.description} />
    </div>
  );
}

function Facts({ event }: { readonly event: EventResponse }) {
  const t = useTexts(bookingTexts);
  const shared = useTexts(eventTexts);
  const format = useFormat();
  const day = format.date(event.startsAt, 'longDay');
  const times = [event.startsAt, event.endsAt].filter((instant) => instant !== null);
  return (
    <div className={styles.head}>
      <title>{`${event.title} · Rowlock`}</title>
      <h1 className={styles.title}>{event.title}</h1>
      <dl className={styles.facts}>
        <Fact icon="calendar" name={t('starts')}>
          <time dateTime={event.startsAt}>
            {day}, {times.map((instant) => format.date(instant, 'time')).join(' – ')}
          </time>
        </Fact>
        <Fact icon="pin" name={t('venue')}>
          {event.venue ?? shared('placeToCome')}
        </Fact>
      </dl>
    </div>
  );
}

function About({ description }: { readonly description: string | null }) {
  const t = useTexts(bookingTexts);
  if (description === null) return null;
  return (
    <section className={styles.about}>
      <h2>{t('about')}</h2>
      <p>{description}</p>
    </section>
  );
}

interface FactProps {
  readonly icon: IconName;
  readonly name: string;
  readonly children: React.ReactNode;
}

function Fact({ icon, name, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>
        <Icon name={icon} />
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function EventSkeleton() {
  return (
    <div className={styles.columns}>
      <Loading />
      <div>
        <Skeleton height="3.5rem" width="80%" />
        <div className={styles.facts}>
          <Skeleton height="3rem" width="60%" />
          <Skeleton height="3rem" width="45%" />
        </div>
        <Skeleton height="8rem" />
      </div>
      <Card className={styles.panel}>
        <Skeleton height="18rem" />
      </Card>
    </div>
  );
}
