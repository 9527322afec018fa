import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type EventBookingResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { SelectField } from '../ui/field.js';
import { Badge, type Tone } from '../ui/states.js';
import { type Column, Table } from '../ui/table.js';
import { CancelBooking } from './cancel-booking.js';
import { CsvButton } from './csv-button.js';
import { ListView, PersonCell } from './list-view.js';
import { listTexts } from './list-texts.js';
import { type EventBookingsFilter, eventBookingsQuery } from './organizer-queries.js';
import { SearchBox } from './search-box.js';
import styles from './list-view.module.css';

type Status = EventBookingResponse['status'];

const TONES: Readonly<Record<Status, Tone>> = { confirmed: 'good', held: 'warn', cancelled: 'bad', expired: 'info' };
const STATUSES = Object.keys(TONES) as Status[];

/** Who booked. */
export function BookingsView({ eventId }: { readonly eventId: string }) {
  const t = useTexts(listTexts);
  const [filter, setFilter] = useState<EventBookingsFilter>({});
  const bookings = useInfiniteQuery(eventBookingsQuery(eventId, filter));
  const columns = useColumns();
  return (
    <>
      <div className={styles.tools}>
        <SearchBox
          label={t('searchBookings')}
          value={filter.search}
          onChange={(search) => setFilter(({ status }) => ({ ...(status && { status }), ...(search && { search }) }))}
        />
        <SelectField
          label={t('status')}
          value={filter.status ?? ''}
          onChange={({ target }) => {
            const status = STATUSES.find((known) => known === target.value);
            setFilter(({ search }) => ({ ...(search && { search }), ...(status && { status }) }));
          }}
        >
          <option value="">{t('all')}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`status_${status}`)}
            </option>
          ))}
        </SelectField>
        <CsvButton eventId={eventId} list="bookings" filter={{ ...filter }} />
      </div>
      <ListView query={bookings} empty={t(Object.keys(filter).length > 0 ? 'nobodyFound' : 'nobodyBooked')}>
        {(rows) => <Table caption={t('bookings')} columns={columns} rows={rows} keyOf={({ id }) => id} />}
      </ListView>
    </>
  );
}

function useColumns(): Column<EventBookingResponse>[] {
  const t = useTexts(listTexts);
  const format = useFormat();
  return [
    {
      name: 'reference',
      title: t('reference'),
      cell: ({ reference }) => <span className={styles.reference}>{reference}</span>,
    },
    {
      name: 'person',
      title: t('person'),
      cell: ({ userName, userEmail }) => <PersonCell name={userName} email={userEmail} />,
    },
    {
      name: 'status',
      title: t('status'),
      cell: ({ status }) => <Badge tone={TONES[status]}>{t(`status_${status}`)}</Badge>,
    },
    {
      name: 'seats',
      title: t('seats'),
      cell: ({ seats, seatLabels }) => (seatLabels.length > 0 ? format.list(seatLabels) : format.number(seats)),
    },
    { name: 'bookedAt', title: t('bookedAt'), cell: ({ createdAt }) => format.date(createdAt, 'moment') },
    { name: 'cancel', title: t('cancelBooking'), cell: (booking) => <CancelBooking booking={booking} /> },
  ];
}
