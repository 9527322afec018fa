import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useTexts } from '../i18n/texts.js';
import { ButtonLink } from '../ui/button.js';
import { LongList } from '../ui/long-list.js';
import { Page } from '../ui/page.js';
import { EmptyState, Loading } from '../ui/states.js';
import { EventCard, EventCardSkeleton } from './event-card.js';
import { EventSearch } from './event-search.js';
import { type EventFilter, eventsQuery } from './event-queries.js';
import { eventTexts } from './event-texts.js';
import styles from './events-page.module.css';

/** `/`: what is on, by date. */
export function EventsPage() {
  const t = useTexts(eventTexts);
  const filter = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const router = useRouter();
  return (
    <>
      <title>{`${t('title')} · Rowlock`}</title>
      <div className={styles.hero}>
        <Lanes />
        <div className={styles.heroBody}>
          <h1>{t('headline')}</h1>
          <p className={styles.lead}>{t('lead')}</p>
        </div>
      </div>
      <Page>
        <EventSearch
          filter={filter}
          onChange={(search) => {
            // Whoever has typed and then chosen an event is on the way there already.
            if (router.state.location.pathname !== '/') return;
            void navigate({ search, replace: true, resetScroll: false });
          }}
        />
        <EventList filter={filter} />
      </Page>
    </>
  );
}

function EventList({ filter }: { readonly filter: EventFilter }) {
  const t = useTexts(eventTexts);
  const events = useInfiniteQuery(eventsQuery(filter));
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <LongList query={events} skeleton={<ListSkeleton />} empty={<NothingFound isFiltered={isFiltered} />}>
      {(items, hasMore) => (
        <>
          <div className={styles.found} role="status">
            <h2>{t(hasMore ? 'foundMore' : 'found', { count: items.length })}</h2>
          </div>
          <ul className={styles.grid} role="list">
            {items.map((event) => (
              <li key={event.id}>
                <EventCard event={event} />
              </li>
            ))}
          </ul>
        </>
      )}
    </LongList>
  );
}

function NothingFound({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTexts(eventTexts);
  return (
    <EmptyState title={t(isFiltered ? 'nothing' : 'nothingYetTitle')}>
      <p role="status">{t(isFiltered ? 'nothingFound' : 'nothingYet')}</p>
      {isFiltered && (
        <ButtonLink to="/" search={{}} resetScroll={false}>
          {t('clear')}
        </ButtonLink>
      )}
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <>
      <div className={styles.found}>
        <Loading />
      </div>
      <div className={styles.grid}>
        {Array.from({ length: 6 }, (_, index) => (
          <EventCardSkeleton key={index} />
        ))}
      </div>
    </>
  );
}

/** Lanes that meet far out, as seen from the start. */
function Lanes() {
  return (
    <svg className={styles.lanes} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {[-60, -15, 30, 75, 120, 165].map((x) => (
        <line key={x} x1="78" y1="-8" x2={x} y2="108" strokeOpacity="0.5" />
      ))}
    </svg>
  );
}
