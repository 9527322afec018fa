import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type EventWaitlistEntryResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { SelectField } from '../ui/field.js';
import { type Column, Table } from '../ui/table.js';
import { CsvButton } from './csv-button.js';
import { ListView, PersonCell } from './list-view.js';
import { listTexts } from './list-texts.js';
import { eventWaitlistQuery } from './organizer-queries.js';
import { SearchBox } from './search-box.js';
import styles from './list-view.module.css';

const STATUSES = ['waiting', 'promoted', 'left', 'expired'] as const satisfies EventWaitlistEntryResponse['status'][];

/** Who waits, and how the others ended. */
export function WaitlistView({ eventId }: { readonly eventId: string }) {
  const t = useTexts(listTexts);
  const [search, setSearch] = useState<string>();
  const [status, setStatus] = useState<(typeof STATUSES)[number]>('waiting');
  const filter = { status, ...(search !== undefined && { search }) };
  const waitlist = useInfiniteQuery(eventWaitlistQuery(eventId, filter));
  const columns = useColumns();
  return (
    <>
      <div className={styles.tools}>
        <SearchBox label={t('searchWaitlist')} value={search} onChange={setSearch} />
        <SelectField
          label={t('status')}
          value={status}
          onChange={({ target }) => setStatus(STATUSES.find((known) => known === target.value) ?? 'waiting')}
        >
          {STATUSES.map((known) => (
            <option key={known} value={known}>
              {t(`status_${known}`)}
            </option>
          ))}
        </SelectField>
        <CsvButton eventId={eventId} list="waitlist" filter={filter} />
      </div>
      <ListView
        query={waitlist}
        empty={t(search !== undefined || status !== 'waiting' ? 'nobodyFound' : 'nobodyWaits')}
      >
        {(rows) => <Table caption={t('waitlist')} columns={columns} rows={rows} keyOf={({ id }) => id} />}
      </ListView>
    </>
  );
}

function useColumns(): Column<EventWaitlistEntryResponse>[] {
  const t = useTexts(listTexts);
  const format = useFormat();
  return [
    {
      name: 'place',
      title: t('place'),
      isNumber: true,
      cell: ({ position }) => (position === null ? '–' : format.number(position)),
    },
    {
      name: 'person',
      title: t('person'),
      cell: ({ userName, userEmail }) => <PersonCell name={userName} email={userEmail} />,
    },
    { name: 'seats', title: t('seats'), isNumber: true, cell: ({ seats }) => format.number(seats) },
    { name: 'since', title: t('since'), cell: ({ createdAt }) => format.date(createdAt, 'moment') },
  ];
}
