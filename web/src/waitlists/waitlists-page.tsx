import { useCallback } from 'react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type OwnWaitlistEntryResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { SignInFirst } from '../session/sign-in-first.js';
import { Blade } from '../ui/blade.js';
import { ButtonLink } from '../ui/button.js';
import { LongList } from '../ui/long-list.js';
import { Page, PageHead } from '../ui/page.js';
import { Badge, EmptyState, Loading, Skeleton } from '../ui/states.js';
import { useSpreadRefresh } from './use-spread-refresh.js';
import { WaitingCard } from './waiting-card.js';
import { ownWaitlistQuery } from './waitlist-queries.js';
import { waitlistTexts } from './waitlist-texts.js';
import styles from './waitlists-page.module.css';

/** So many are followed live: browsers have six lines to a host, and the page needs some for itself. */
const LIVE_MAX = 3;

/** `/waitlists`: every queue somebody is in, and how the earlier ones ended. */
export function WaitlistsPage() {
  const t = useTexts(waitlistTexts);
  return (
    <Page>
      <PageHead title={t('title')} lead={t('lead')} />
      <SignInFirst>
        <Waitlists />
      </SignInFirst>
    </Page>
  );
}

function Waitlists() {
  const entries = useInfiniteQuery(ownWaitlistQuery());
  return (
    <LongList query={entries} skeleton={<ListSkeleton />} empty={<None />}>
      {(items) => <Entries items={items} />}
    </LongList>
  );
}

function Entries({ items }: { readonly items: readonly OwnWaitlistEntryResponse[] }) {
  const waiting = items.filter(({ status }) => status === 'waiting');
  const earlier = items.filter(({ status }) => status !== 'waiting');
  return (
    <div className={styles.groups}>
      {waiting.length === 0 && <None />}
      <ul className={styles.list} role="list">
        {waiting.map((entry, index) => (
          <li key={entry.id}>
            <Entry entry={entry} />
            {index < LIVE_MAX && <Follow eventId={entry.eventId} />}
          </li>
        ))}
      </ul>
      {earlier.length > 0 && <Earlier entries={earlier} />}
    </div>
  );
}

/** Reads the list again when the stream of an event says that places may have changed. Nothing to see. */
function Follow({ eventId }: { readonly eventId: string }) {
  const queryClient = useQueryClient();
  const refresh = useCallback((): void => {
    void queryClient.invalidateQueries({ queryKey: ownWaitlistQuery().queryKey });
  }, [queryClient]);
  useSpreadRefresh(eventId, refresh);
  return null;
}

function Entry({ entry }: { readonly entry: OwnWaitlistEntryResponse }) {
  return (
    <article className={styles.entry}>
      <Blade id={entry.eventId} isWide className={styles.blade} />
      <div className={styles.body}>
        <h2>
          <Link to="/events/$eventId" params={{ eventId: entry.eventId }}>
            {entry.eventTitle}
          </Link>
        </h2>
        <WaitingCard entry={entry} />
      </div>
    </article>
  );
}

function Earlier({ entries }: { readonly entries: readonly OwnWaitlistEntryResponse[] }) {
  const t = useTexts(waitlistTexts);
  const format = useFormat();
  return (
    <section className={styles.group}>
      <h2>{t('earlier')}</h2>
      <ul className={styles.earlier} role="list">
        {entries.map(({ id, eventId, eventTitle, status, createdAt, seats }) => (
          <li key={id}>
            <Link to="/events/$eventId" params={{ eventId }}>
              {eventTitle}
            </Link>
            <span>{t('party', { count: seats })}</span>
            <time dateTime={createdAt}>{format.date(createdAt, 'day')}</time>
            <Badge tone={status === 'promoted' ? 'good' : 'info'}>
              {t(status === 'waiting' ? 'promoted' : status)}
            </Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ListSkeleton() {
  return (
    <>
      <Loading />
      <Skeleton height="12rem" />
    </>
  );
}

function None() {
  const t = useTexts(waitlistTexts);
  return (
    <EmptyState title={t('none')}>
      <p>{t('noneWhy')}</p>
      <ButtonLink to="/" look="primary">
        {t('toEvents')}
      </ButtonLink>
    </EmptyState>
  );
}
