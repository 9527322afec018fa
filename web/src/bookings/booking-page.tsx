import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type BookingResponse, type EventResponse } from '../api/schema.js';
import { eventQuery } from '../events/event-queries.js';
import { useTexts } from '../i18n/texts.js';
import { SignInFirst } from '../session/sign-in-first.js';
import { Button, ButtonLink } from '../ui/button.js';
import { ConfirmDialogWhenOpen } from '../ui/lazy-dialog.js';
import { Icon } from '../ui/icon.js';
import { Page } from '../ui/page.js';
import { ErrorState, Loading, Notice, ProblemNotice, Skeleton } from '../ui/states.js';
import { bookingQuery } from './booking-queries.js';
import { bookingsTexts } from './bookings-texts.js';
import { HoldCard } from './hold-card.js';
import { BookingSlip } from './booking-slip.js';
import { useBookingDeeds } from './use-booking-deeds.js';
import styles from './booking-page.module.css';

/** `/bookings/:reference`: the booking as one shows it, and what can be done with it. */
export function BookingPage() {
  const t = useTexts(bookingsTexts);
  const { bookingId } = useParams({ from: '/bookings/$bookingId' });
  return (
    <Page>
      <title>{`${t('yours')} · Rowlock`}</title>
      <div className={styles.back}>
        <ButtonLink to="/bookings" look="quiet">
          {t('all')}
        </ButtonLink>
      </div>
      <SignInFirst>
        <BookingView bookingId={bookingId} />
      </SignInFirst>
    </Page>
  );
}

function BookingView({ bookingId }: { readonly bookingId: string }) {
  const booking = useQuery(bookingQuery(bookingId));
  const event = useQuery({ ...eventQuery(booking.data?.eventId ?? ''), enabled: booking.data !== undefined });
  const failed = [booking, event].find(({ isError }) => isError);
  if (failed) return <ErrorState isPage error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!booking.data || !event.data) {
    return (
      <>
        <Loading />
        <Skeleton height="24rem" />
      </>
    );
  }
  return (
    <div className={styles.columns}>
      <BookingSlip booking={booking.data} event={event.data} />
      <Deeds booking={booking.data} event={event.data} />
    </div>
  );
}

interface DeedsProps {
  readonly booking: BookingResponse;
  readonly event: EventResponse;
}

function Deeds({ booking, event }: DeedsProps) {
  const t = useTexts(bookingsTexts);
  const queryClient = useQueryClient();
  const { status } = booking;
  const reload = (): void => void queryClient.invalidateQueries({ queryKey: ['bookings', 'one'] });
  return (
    <div className={styles.deeds}>
      {status === 'held' && <HoldCard booking={booking} onLapsed={reload} />}
      {status === 'cancelled' && <Notice tone="info" title={t('gone')} />}
      {status === 'expired' && <Notice tone="info" title={t('lapsed')} />}
      {status === 'confirmed' && (
        <>
          <Button look="primary" isWide onClick={() => void saveCalendarFile(booking, event)}>
            <Icon name="calendar" />
            {t('addToCalendar')}
          </Button>
          <Button isWide onClick={() => print()}>
            <Icon name="print" />
            {t('print')}
          </Button>
        </>
      )}
      <ButtonLink to="/events/$eventId" params={{ eventId: event.id }} isWide>
        {t('toEvent')}
      </ButtonLink>
      {status === 'confirmed' && <Cancel booking={booking} />}
    </div>
  );
}

/** The library that writes it comes with the first press. */
async function saveCalendarFile(booking: BookingResponse, event: EventResponse): Promise<void> {
  const { calendarFile } = await import('./calendar-file.js');
  const address = URL.createObjectURL(calendarFile(booking, event, location.href));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${booking.reference}.ics`;
  link.click();
  URL.revokeObjectURL(address);
}

function Cancel({ booking }: { readonly booking: BookingResponse }) {
  const t = useTexts(bookingsTexts);
  const [isAsking, setAsking] = useState(false);
  const deeds = useBookingDeeds(booking);
  const close = (): void => setAsking(false);
  return (
    <>
      <Button look="danger" isWide onClick={() => setAsking(true)}>
        {t('cancel')}
      </Button>
      <ConfirmDialogWhenOpen
        isOpen={isAsking}
        onClose={close}
        title={t('cancelQuestion')}
        description={t('cancelWhy', { count: booking.seats })}
        deed={t('cancel')}
        refusal={t('keep')}
        isBusy={deeds.isCancelling}
        onConfirm={() => deeds.cancel(close)}
      >
        {deeds.problem && <ProblemNotice problem={deeds.problem} />}
      </ConfirmDialogWhenOpen>
    </>
  );
}
