import { type EventResponse } from '../api/schema.js';
import { BookingNews } from '../events/booking-news.js';
import { type BookSeats, newsFor } from '../events/use-book-seats.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Notice } from '../ui/states.js';
import { type Seat } from './live-seat-map.js';
import { seatMapTexts } from './seat-map-texts.js';
import { shortSeatName } from './seat-words.js';
import { type ChosenSeats } from './use-chosen-seats.js';
import styles from './chosen-bar.module.css';

interface ChosenBarProps {
  readonly event: EventResponse;
  readonly booking: BookSeats;
  readonly chosen: ChosenSeats;
  readonly max: number;
  readonly onHold: () => void;
}

/** What is chosen, and the way on; it stays at the bottom of the window while the hall is in sight. */
export function ChosenBar({ event, booking, chosen, max, onHold }: ChosenBarProps) {
  const t = useTexts(seatMapTexts);
  const count = chosen.seats.length;
  const { isPending = false, waiting, problem } = newsFor('map', booking);
  return (
    <div className={styles.bar} data-sticky={count > 0}>
      <ChosenNews chosen={chosen} max={max} />
      {/* Seats that are somebody else's are told by name above; the refusal has nothing to add. */}
      {problem?.code !== 'seat-taken' && <BookingNews waiting={waiting} problem={problem} />}
      <div className={styles.row}>
        <div className={styles.chosen}>
          <p className={styles.count} role="status">
            {t('chosenCount', { count })}
          </p>
          {count === 0 ? <p className={styles.hint}>{t('pickHint')}</p> : <Chips {...chosen} />}
        </div>
        <Button
          look="primary"
          isLarge
          className={styles.hold}
          disabled={count === 0}
          isBusy={isPending}
          onClick={onHold}
        >
          {t('hold', { count })}
        </Button>
      </div>
      {count > 0 && <p className={styles.hint}>{t('holdWhy', { minutes: Math.round(event.holdSeconds / 60) })}</p>}
    </div>
  );
}

function ChosenNews({ chosen: { lost, seats, isFull }, max }: { readonly chosen: ChosenSeats; readonly max: number }) {
  const t = useTexts(seatMapTexts);
  const format = useFormat();
  const names = format.list(lost.map(shortSeatName));
  return (
    <>
      {lost.length > 0 && (
        <Notice tone="warn">
          <p>{t(seats.length > 0 ? 'lost' : 'lostAll', { seats: names })}</p>
        </Notice>
      )}
      {isFull && (
        <Notice tone="info">
          <p>{t('full', { count: max })}</p>
        </Notice>
      )}
    </>
  );
}

/** Each seat, to be given back one by one. */
function Chips({ seats, toggle }: ChosenSeats) {
  const t = useTexts(seatMapTexts);
  const nameOf = (seat: Seat): string => `${t('giveBack')} ${shortSeatName(seat)}`;
  return (
    <ul className={styles.chips} role="list">
      {seats.map((seat) => (
        <li key={seat.id}>
          <button type="button" className={styles.chip} aria-label={nameOf(seat)} onClick={() => toggle(seat)}>
            {shortSeatName(seat)}
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
