import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type RecordedChangeResponse } from '../api/schema.js';
import { availabilityQuery } from '../events/event-queries.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { classNames } from '../ui/class-names.js';
import { CsvButton } from './csv-button.js';
import { ListView } from './list-view.js';
import { listTexts } from './list-texts.js';
import { ledgerQuery } from './organizer-queries.js';
import styles from './ledger-view.module.css';
import listStyles from './list-view.module.css';

/** What happened to the seats, as a line of time. */
export function LedgerView({ eventId }: { readonly eventId: string }) {
  const t = useTexts(listTexts);
  const ledger = useInfiniteQuery(ledgerQuery(eventId));
  const { data: availability } = useQuery(availabilityQuery(eventId));
  const newest = ledger.data?.pages[0]?.items[0]?.version;
  const news = newest === undefined ? 0 : (availability?.version ?? newest) - newest;
  return (
    <>
      <div className={listStyles.tools}>
        <p className={listStyles.lead}>{t('ledgerLead')}</p>
        <CsvButton eventId={eventId} list="ledger" />
      </div>
      {news > 0 && (
        <div className={styles.news} role="status">
          <Button isBusy={ledger.isRefetching} onClick={() => void ledger.refetch()}>
            {t('ledgerNews', { count: news })}
          </Button>
        </div>
      )}
      <ListView query={ledger} empty={t('ledger')}>
        {(rows) => (
          <ol className={styles.line} role="list" aria-label={t('ledger')}>
            {rows.map((change) => (
              <Change key={`${change.version}.${change.ordinal}`} change={change} />
            ))}
          </ol>
        )}
      </ListView>
    </>
  );
}

/** What takes seats, what gives them back, and what only an organizer does. */
const KINDS: Readonly<Record<RecordedChangeResponse['change'], string | undefined>> = {
  opened: styles.organizer,
  booked: styles.taken,
  held: styles.taken,
  confirmed: styles.taken,
  promoted: styles.taken,
  'booking-cancelled': styles.given,
  'hold-expired': styles.given,
  enrolled: styles.waiting,
  'waitlist-left': styles.waiting,
  'capacity-changed': styles.organizer,
  'seats-blocked': styles.organizer,
  'event-cancelled': styles.organizer,
  'waitlist-closed': styles.organizer,
};

function Change({ change }: { readonly change: RecordedChangeResponse }) {
  const t = useTexts(listTexts);
  const format = useFormat();
  const { after, recordedAt } = change;
  const facts = [
    { title: t('sold'), value: after.seatsConfirmed },
    { title: t('status_held'), value: after.seatsHeld },
    { title: t('free'), value: after.capacity - after.seatsConfirmed - after.seatsHeld },
    { title: t('status_waiting'), value: after.waiting },
  ];
  return (
    <li className={classNames(styles.change, KINDS[change.change])}>
      <p className={styles.what}>
        <b>{t(`change_${change.change}`)}</b>
        {change.seats !== 0 && <span className={styles.seats}>{format.number(change.seats)}</span>}
        <span>{change.actorName ?? t('bySystem')}</span>
      </p>
      <p className={styles.when}>
        <time dateTime={recordedAt}>
          {format.date(recordedAt, 'day')}, {format.date(recordedAt, 'second')}
        </time>
        <span>{t('version', { version: format.number(change.version) })}</span>
      </p>
      <dl className={styles.after}>
        {facts.map(({ title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{format.number(value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
