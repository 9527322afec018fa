import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Problem } from '../api/problem.js';
import { type AvailabilityResponse, type EventResponse, type UserResponse } from '../api/schema.js';
import { availabilityQuery, eventQuery } from '../events/event-queries.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useLive } from '../live/use-live.js';
import { type LiveStatus } from '../live/watch.js';
import { Page } from '../ui/page.js';
import { ErrorState, Loading, Skeleton } from '../ui/states.js';
import { Tabs } from '../ui/tabs.js';
import { BookingsView } from './bookings-view.js';
import { DetailsView } from './details-view.js';
import { EventDeeds } from './event-deeds.js';
import { EventState } from './event-state.js';
import { EVENT_VIEWS, type EventView } from './event-view.js';
import { LedgerView } from './ledger-view.js';
import { OrganizerGate } from './organizer-gate.js';
import { organizerTexts } from './organizer-texts.js';
import { SalesView } from './sales-view.js';
import { SeatsView } from './seats-view.js';
import { WaitlistView } from './waitlist-view.js';
import styles from './event-workspace.module.css';

/** What the API would say to each of the views. */
const NOT_YOURS = new Problem({ code: 'forbidden', status: 403 });

/** `/organizer/events/:id`: one event, as those who run it see it. */
export function EventWorkspace() {
  return <OrganizerGate>{(user) => <Workspace user={user} />}</OrganizerGate>;
}

function Workspace({ user }: { readonly user: UserResponse }) {
  const { eventId } = useParams({ from: '/organizer/events/$eventId' });
  const t = useTexts(organizerTexts);
  const event = useQuery(eventQuery(eventId));
  if (event.isPending) return <WorkspaceSkeleton />;
  if (event.isError) {
    return (
      <Page>
        <ErrorState isPage error={event.error} onRetry={() => void event.refetch()} />
      </Page>
    );
  }
  if (user.role !== 'admin' && user.id !== event.data.organizerId) {
    return (
      <Page>
        <title>{`${t('title')} · Rowlock`}</title>
        <ErrorState isPage error={NOT_YOURS} />
      </Page>
    );
  }
  return <LiveWorkspace event={event.data} />;
}

function LiveWorkspace({ event }: { readonly event: EventResponse }) {
  const status = useLive(event.id);
  const { data: availability } = useQuery(availabilityQuery(event.id));
  useFreshEvent(event, availability);
  return (
    <Page>
      <Head event={event} availability={availability} />
      <Views event={event} availability={availability} status={status} />
    </Page>
  );
}

interface EventProps {
  readonly event: EventResponse;
  readonly availability: AvailabilityResponse | undefined;
}

/** The stream tells of a new capacity or status; the event itself is then read again. */
function useFreshEvent(event: EventResponse, availability: AvailabilityResponse | undefined): void {
  const queryClient = useQueryClient();
  const { capacity, status } = availability ?? event;
  useEffect(() => {
    if (capacity === event.capacity && status === event.status) return;
    void queryClient.invalidateQueries({ queryKey: eventQuery(event.id).queryKey, exact: true });
  }, [capacity, status, event.capacity, event.status, event.id, queryClient]);
}

function Head({ event, availability }: EventProps) {
  const format = useFormat();
  return (
    <div className={styles.head}>
      <title>{`${event.title} · Rowlock`}</title>
      <div>
        <p className={styles.facts}>
          <EventState event={event} availability={availability} />
          <time dateTime={event.startsAt}>{format.date(event.startsAt, 'moment')}</time>
          {event.venue !== null && <span>{event.venue}</span>}
        </p>
        <h1 className={styles.title}>{event.title}</h1>
      </div>
      <EventDeeds event={event} availability={availability} />
    </div>
  );
}

function Views({ event, availability, status }: EventProps & { readonly status: LiveStatus }) {
  const t = useTexts(organizerTexts);
  const { view = 'sales' } = useSearch({ from: '/organizer/events/$eventId' });
  const navigate = useNavigate({ from: '/organizer/events/$eventId' });
  const views: Readonly<Record<EventView, { readonly title: string; readonly content: React.ReactNode }>> = {
    sales: {
      title: t('viewSales'),
      content: <SalesView event={event} availability={availability} status={status} />,
    },
    bookings: { title: t('viewBookings'), content: <BookingsView eventId={event.id} /> },
    waitlist: { title: t('viewWaitlist'), content: <WaitlistView eventId={event.id} /> },
    seats: { title: t('viewSeats'), content: <SeatsView key={event.id} event={event} /> },
    ledger: { title: t('viewLedger'), content: <LedgerView eventId={event.id} /> },
    details: { title: t('viewDetails'), content: <DetailsView event={event} /> },
  };
  const shown = EVENT_VIEWS.filter((name) => name !== 'seats' || event.seating === 'reserved');
  return (
    <Tabs
      label={t('views')}
      tabs={shown.map((name) => ({ name, ...views[name] }))}
      open={shown.includes(view) ? view : 'sales'}
      onOpen={(name) => void navigate({ search: { view: name }, replace: true, resetScroll: false })}
    />
  );
}

function WorkspaceSkeleton() {
  return (
    <Page>
      <Loading />
      <Skeleton height="1.5rem" width="20rem" />
      <div className={styles.title}>
        <Skeleton height="3.5rem" width="70%" />
      </div>
      <Skeleton height="24rem" />
    </Page>
  );
}
