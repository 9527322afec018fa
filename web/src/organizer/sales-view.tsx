import { type AvailabilityResponse, type EventResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { type LiveStatus } from '../live/watch.js';
import { LaneMeter } from '../ui/lane-meter.js';
import { Card } from '../ui/page.js';
import { EmptyState, Loading, Skeleton } from '../ui/states.js';
import { CapacityEditor } from './capacity-editor.js';
import { SalesCharts } from './sales-charts.js';
import { salesTexts } from './sales-texts.js';
import { type Figures, useFigures } from './use-figures.js';
import styles from './sales-view.module.css';

interface SalesViewProps {
  readonly event: EventResponse;
  /** Undefined until it is known. */
  readonly availability: AvailabilityResponse | undefined;
  readonly status: LiveStatus;
}

/** How one sale goes, live. */
export function SalesView({ event, availability, status }: SalesViewProps) {
  const t = useTexts(salesTexts);
  const figures = useFigures(event.id);
  return (
    <div className={styles.view}>
      {availability ? <Numbers availability={availability} status={status} /> : <Skeleton height="9rem" />}
      <Charts figures={figures} />
      {event.seating === 'general' && event.status !== 'cancelled' && (
        <Card className={styles.card}>
          <h2>{t('capacityTitle')}</h2>
          <CapacityEditor event={event} />
        </Card>
      )}
    </div>
  );
}

function Numbers({
  availability,
  status,
}: Required<Omit<SalesViewProps, 'event'>> & { availability: AvailabilityResponse }) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const { capacity, seatsConfirmed, seatsHeld, seatsFree, waiting } = availability;
  const share = format.percent(capacity === 0 ? 0 : seatsConfirmed / capacity);
  const others = [
    { title: t('free'), value: seatsFree },
    { title: t('held'), value: seatsHeld },
    { title: t('waiting'), value: waiting },
  ];
  return (
    <section className={styles.numbers}>
      <dl className={styles.tiles}>
        <div className={styles.sold}>
          <dt>{t('sold')}</dt>
          <dd>
            {format.number(seatsConfirmed)}
            <span>{t('soldOf', { capacity: format.number(capacity), share })}</span>
          </dd>
        </div>
        {others.map(({ title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{format.number(value)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.meter}>
        <LaneMeter seatsFree={seatsFree} capacity={capacity} />
      </div>
      <p className={styles.line}>
        <span className={styles.light} data-live={status === 'live'} />
        {status === 'live' && t('live')}
        {status === 'reconnecting' && t('reconnecting')}
      </p>
    </section>
  );
}

function Charts({ figures }: { readonly figures: Figures | undefined }) {
  const t = useTexts(salesTexts);
  if (!figures) return <ChartsSkeleton />;
  const hasBegun = figures.history.length > 1 || figures.server.outcomes.length > 0;
  return hasBegun ? <SalesCharts figures={figures} /> : <EmptyState title={t('tooShort')} />;
}

function ChartsSkeleton() {
  return (
    <div className={styles.charts}>
      <Loading />
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} height="18rem" />
      ))}
    </div>
  );
}
