import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type BookingResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { SignInFirst } from '../session/sign-in-first.js';
import { ButtonLink } from '../ui/button.js';
import { LongList } from '../ui/long-list.js';
import { Page, PageHead } from '../ui/page.js';
import { EmptyState, Loading, Skeleton } from '../ui/states.js';
import { BookingCard } from './booking-card.js';
import { bookingsQuery } from './booking-queries.js';
import { bookingsTexts } from './bookings-texts.js';
import styles from './bookings-page.module.css';

/** `/bookings`: what somebody has booked, what waits for their word, and what was. */
export function BookingsPage() {
  const t = useTexts(bookingsTexts);
  return (
    <Page>
      <PageHead title={t('title')} lead={t('lead')} />
      <SignInFirst>
        <BookingList />
      </SignInFirst>
    </Page>
  );
}

function BookingList() {
  const t = useTexts(bookingsTexts);
  const queryClient = useQueryClient();
  const bookings = useInfiniteQuery(bookingsQuery());
  const isLive = ({ status }: BookingResponse): boolean => status === 'held' || status === 'confirmed';
  const refresh = (): void => void queryClient.invalidateQueries({ queryKey: bookingsQuery().queryKey });
  return (
    <LongList query={bookings} skeleton={<ListSkeleton />} empty={<None />}>
      {(items) => (
        <div className={styles.groups}>
          <Group title={t('current')} bookings={items.filter(isLive)} onLapsed={refresh} />
          <Group title={t('earlier')} bookings={items.filter((booking) => !isLive(booking))} onLapsed={refresh} />
        </div>
      )}
    </LongList>
  );
}

interface GroupProps {
  readonly title: string;
  readonly bookings: readonly BookingResponse[];
  readonly onLapsed: () => void;
}

function Group({ title, bookings, onLapsed }: GroupProps) {
  if (bookings.length === 0) return null;
  return (
    <section className={styles.group} aria-label={title}>
      <h2>{title}</h2>
      <ul className={styles.list} role="list">
        {bookings.map((booking) => (
          <li key={booking.id}>
            <BookingCard booking={booking} onLapsed={onLapsed} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function None() {
  const t = useTexts(bookingsTexts);
  return (
    <EmptyState title={t('none')}>
      <p>{t('noneWhy')}</p>
      <ButtonLink to="/" look="primary">
        {t('toEvents')}
      </ButtonLink>
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <div className={styles.list}>
      <Loading />
      {Array.from({ length: 3 }, (_, index) => (
        <Skeleton key={index} height="8.5rem" />
      ))}
    </div>
  );
}
