import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type ListedEventResponse, type UserResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Blade } from '../ui/blade.js';
import { ButtonLink } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { Icon } from '../ui/icon.js';
import { LaneMeter } from '../ui/lane-meter.js';
import { LongList } from '../ui/long-list.js';
import { Page, PageHead } from '../ui/page.js';
import { EmptyState, Loading, Skeleton } from '../ui/states.js';
import { EventState } from './event-state.js';
import { OrganizerGate } from './organizer-gate.js';
import { type OwnEventsFilter, ownEventsQuery } from './organizer-queries.js';
import { organizerTexts } from './organizer-texts.js';
import { SearchBox } from './search-box.js';
import styles from './my-events-page.module.css';

/** `/organizer`: the events one puts on. */
export function MyEventsPage() {
  return <OrganizerGate>{(user) => <MyEvents user={user} />}</OrganizerGate>;
}

function MyEvents({ user }: { readonly user: UserResponse }) {
  const t = useTexts(organizerTexts);
  return (
    <Page>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <ButtonLink to="/organizer/new" look="primary">
            <Icon name="plus" />
            {t('create')}
          </ButtonLink>
        }
      />
      <Filter />
      <EventList user={user} />
    </Page>
  );
}

function Filter() {
  const t = useTexts(organizerTexts);
  const filter = useSearch({ from: '/organizer' });
  const navigate = useNavigate({ from: '/organizer' });
  const router = useRouter();
  const narrow = (search: OwnEventsFilter): void => {
    // Whoever has typed and then chosen an event is on the way there already.
    if (router.state.location.pathname !== '/organizer') return;
    void navigate({ search, replace: true });
  };
  return (
    <search className={styles.filter}>
      <SearchBox label={t('search')} value={filter.search} onChange={(search) => narrow({ ...filter, search })} />
      <Choice
        label={t('show')}
        value={filter.past ? 'all' : 'upcoming'}
        options={[
          { value: 'upcoming', title: t('upcoming') },
          { value: 'all', title: t('all') },
        ]}
        onChange={(shown) => narrow({ ...filter, past: shown === 'all' ? true : undefined })}
      />
    </search>
  );
}

function EventList({ user }: { readonly user: UserResponse }) {
  const filter = useSearch({ from: '/organizer' });
  const events = useInfiniteQuery(ownEventsQuery(user, filter));
  const isSearch = filter.search !== undefined;
  return (
    <LongList query={events} skeleton={<ListSkeleton />} empty={<Nothing isSearch={isSearch} />}>
      {(items) => (
        <ul className={styles.list} role="list">
          {items.map((event) => (
            <li key={event.id}>
              <EventRow event={event} />
            </li>
          ))}
        </ul>
      )}
    </LongList>
  );
}

function EventRow({ event }: { readonly event: ListedEventResponse }) {
  const t = useTexts(organizerTexts);
  const format = useFormat();
  const { capacity, seatsFree, waiting } = event;
  return (
    <article className={styles.row}>
      <Blade id={event.id} className={styles.blade} />
      <div className={styles.what}>
        <h2 className={styles.title}>
          <Link to="/organizer/events/$eventId" params={{ eventId: event.id }}>
            {event.title}
          </Link>
        </h2>
        <p className={styles.when}>
          <time dateTime={event.startsAt}>{format.date(event.startsAt, 'moment')}</time>
          {event.venue !== null && <span>{event.venue}</span>}
        </p>
      </div>
      <div className={styles.state}>
        <EventState event={event} availability={event} />
      </div>
      <div className={styles.sold}>
        <p>
          <b>{t('sold', { sold: format.number(capacity - seatsFree), capacity: format.number(capacity) })}</b>
          {waiting > 0 && <span>{t('waiting', { count: waiting })}</span>}
        </p>
        <LaneMeter seatsFree={seatsFree} capacity={capacity} />
      </div>
    </article>
  );
}

function Nothing({ isSearch }: { readonly isSearch: boolean }) {
  const t = useTexts(organizerTexts);
  if (isSearch) return <EmptyState title={t('nothingFound')} />;
  return (
    <EmptyState title={t('empty')}>
      <p>{t('emptyWhy')}</p>
      <ButtonLink to="/organizer/new" look="primary">
        {t('create')}
      </ButtonLink>
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <div className={styles.list}>
      <Loading />
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} height="7rem" />
      ))}
    </div>
  );
}
