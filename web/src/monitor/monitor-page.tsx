import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type AvailabilityResponse, type EventResponse } from '../api/schema.js';
import { availabilityQuery, eventQuery } from '../events/event-queries.js';
import { salesOf } from '../events/sales.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useLive } from '../live/use-live.js';
import { type LiveStatus } from '../live/watch.js';
import { useSession } from '../session/use-session.js';
import { type ServerFigures, useFigures } from '../organizer/use-figures.js';
import { Button } from '../ui/button.js';
import { classNames } from '../ui/class-names.js';
import { Countdown } from '../ui/countdown.js';
import { LaneMeter } from '../ui/lane-meter.js';
import { Page } from '../ui/page.js';
import { ErrorState, Loading } from '../ui/states.js';
import { useNow } from '../ui/use-now.js';
import { monitorTexts } from './monitor-texts.js';
import { PaceBars } from './pace-bars.js';
import { rateOf } from './sale-pace.js';
import { useFullScreen, useWakeLock } from './use-full-screen.js';
import { usePace } from './use-pace.js';
import styles from './monitor-page.module.css';

/** Characters that fit a screen at full size: up to 99,999. */
const LONG_NUMBER = 6;

/** `/monitor/:eventId`: one sale for a big screen, live. */
export function MonitorPage() {
  const { eventId } = useParams({ from: '/monitor/$eventId' });
  const event = useQuery(eventQuery(eventId));
  const availability = useQuery(availabilityQuery(eventId));
  const error = event.error ?? availability.error;
  if (error) {
    return (
      <Page>
        <ErrorState isPage error={error} onRetry={() => void Promise.all([event.refetch(), availability.refetch()])} />
      </Page>
    );
  }
  if (!event.data || !availability.data) return <Loading />;
  return <Monitor event={event.data} availability={availability.data} />;
}

interface MonitorProps {
  readonly event: EventResponse;
  readonly availability: AvailabilityResponse;
}

function Monitor({ event, availability }: MonitorProps) {
  const t = useTexts(monitorTexts);
  useWakeLock();
  const status = useLive(event.id);
  return (
    <div className={styles.monitor}>
      <title>{`${event.title} · ${t('title')} · Rowlock`}</title>
      <Top event={event} status={status} />
      <SeatsLeft event={event} availability={availability} />
      <div className={styles.meter}>
        <LaneMeter seatsFree={availability.seatsFree} capacity={availability.capacity} />
      </div>
      <Tiles event={event} availability={availability} />
    </div>
  );
}

function Top({ event, status }: { readonly event: EventResponse; readonly status: LiveStatus }) {
  const t = useTexts(monitorTexts);
  const { isFull, toggle } = useFullScreen();
  const { user } = useSession();
  const runsIt = user?.role === 'admin' || user?.id === event.organizerId;
  return (
    <div className={styles.top}>
      <h1 className={styles.title}>{event.title}</h1>
      <p className={styles.line} role="status">
        <span className={styles.light} data-live={status === 'live'} />
        {status === 'live' && t('live')}
        {status === 'reconnecting' && t('reconnecting')}
      </p>
      <div className={styles.deeds} data-full={isFull}>
        {!isFull && (
          <Link
            to={runsIt ? '/organizer/events/$eventId' : '/events/$eventId'}
            params={{ eventId: event.id }}
            className={styles.back}
          >
            {t('back')}
          </Link>
        )}
        {toggle && <Button onClick={toggle}>{t(isFull ? 'exitFullScreen' : 'fullScreen')}</Button>}
      </div>
    </div>
  );
}

/** The one number everybody looks at. */
function SeatsLeft({ event, availability }: MonitorProps) {
  const t = useTexts(monitorTexts);
  const format = useFormat();
  const sales = salesOf(event, availability.status, useNow());
  const { capacity, seatsConfirmed, seatsFree } = availability;
  const free = format.number(seatsFree);
  const sold = t('of', { sold: format.number(seatsConfirmed), capacity: format.number(capacity) });
  if (sales.kind === 'cancelled' || sales.kind === 'draft') return <Poster title={t(sales.kind)} below={sold} />;
  if (seatsFree === 0) return <Poster title={t('soldOut')} below={sold} />;
  return (
    <div className={styles.left}>
      <p
        className={classNames(styles.number, free.length > LONG_NUMBER && styles.long)}
        aria-live="polite"
        aria-atomic="true"
      >
        {free} <span>{t('left', { count: seatsFree })}</span>
      </p>
      <p className={styles.sold}>
        {sold}
        {sales.kind === 'upcoming' && (
          <>
            {' · '}
            {t('startsIn')} <Countdown untilMs={sales.opensAtMs} />
          </>
        )}
      </p>
    </div>
  );
}

function Poster({ title, below }: { readonly title: string; readonly below: string }) {
  return (
    <div className={styles.left}>
      <p className={styles.poster} aria-live="polite">
        {title}
      </p>
      <p className={styles.sold}>{below}</p>
    </div>
  );
}

function Tiles({ event, availability }: MonitorProps) {
  const t = useTexts(monitorTexts);
  const format = useFormat();
  const { user } = useSession();
  const figures = useFigures(event.id, user?.role === 'admin' || user?.id === event.organizerId);
  const pace = usePace(availability.seatsConfirmed + availability.seatsHeld);
  const rate = (value: number): string => format.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  return (
    <dl className={styles.tiles}>
      {pace && (
        <div className={styles.pace}>
          <dt>{t('rate')}</dt>
          <dd>
            <b>{rate(rateOf(pace))}</b>
            <span>{t('peak', { rate: rate(pace.peak) })}</span>
            <PaceBars pace={pace} label={t('rateMinute')} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('waiting')}</dt>
        <dd>
          <b>{format.number(availability.waiting)}</b>
          <span>{t('waitingParties', { count: availability.waiting })}</span>
        </dd>
      </div>
      <Latency server={figures?.server} />
    </dl>
  );
}

/** How long a request takes; known to those who run the event, once there was one. */
function Latency({ server }: { readonly server: ServerFigures | undefined }) {
  const t = useTexts(monitorTexts);
  const format = useFormat();
  const { latencyP50Ms = null, latencyP99Ms = null } = server ?? {};
  if (latencyP50Ms === null || latencyP99Ms === null) return null;
  return (
    <div>
      <dt>{t('latency')}</dt>
      <dd>
        <b>{t('milliseconds', { ms: format.number(Math.round(latencyP50Ms)) })}</b>
        <span>{t('latencyMost', { ms: format.number(Math.round(latencyP99Ms)) })}</span>
      </dd>
    </div>
  );
}
