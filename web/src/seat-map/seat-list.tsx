import { type ReactNode, useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { useFormat } from '../i18n/format.js';
import { Icon } from '../ui/icon.js';
import { type LiveSeatMap, type Seat, type SeatRow, type SeatSection } from './live-seat-map.js';
import { seatMapTexts } from './seat-map-texts.js';
import { type SeatMarks } from './seat-marks.js';
import { useSeatChanges } from './use-seat-map.js';
import styles from './seat-list.module.css';

/** Up to this many seats a hall is opened at once; more would be slow to draw, and long to read. */
const OPEN_SEATS_MAX = 300;

interface SeatListProps extends SeatMarks {
  readonly map: LiveSeatMap;
  readonly onToggle: (seat: Seat) => void;
}

/** The same seats as on the map in words, by section and row: for screen readers, and for whoever prefers to read. */
export function SeatList(props: SeatListProps) {
  const { map } = props;
  useSeatChanges(map);
  const isOpen = map.seats.length <= OPEN_SEATS_MAX;
  return (
    <div className={styles.list}>
      {map.sections.map((section) => (
        <Part
          key={section.section}
          title={section.section}
          seats={seatsOf(section)}
          map={map}
          isOpen={isOpen || map.sections.length === 1}
        >
          {() => section.rows.map((row) => <Row key={row.row} row={row} isOpen={isOpen} {...props} />)}
        </Part>
      ))}
    </div>
  );
}

const seatsOf = ({ rows }: SeatSection): readonly Seat[] => rows.flatMap(({ seats }) => seats);

interface PartProps {
  readonly title: string;
  readonly seats: readonly Seat[];
  readonly map: LiveSeatMap;
  /** At first. */
  readonly isOpen: boolean;
  readonly children: () => ReactNode;
}

/** A section or a row that can be opened; what is in it is only drawn then. */
function Part({ title, seats, map, isOpen: isOpenAtFirst, children }: PartProps) {
  const t = useTexts(seatMapTexts);
  const format = useFormat();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const free = seats.filter(({ index }) => map.isFree(index)).length;
  return (
    <details className={styles.part} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className={styles.summary}>
        <b>{title}</b>
        <span>{t('freeOf', { free: format.number(free), all: format.number(seats.length) })}</span>
      </summary>
      {isOpen && <div className={styles.content}>{children()}</div>}
    </details>
  );
}

function Row({
  row,
  isOpen,
  map,
  chosen,
  own,
  onToggle,
}: SeatListProps & { readonly row: SeatRow; readonly isOpen: boolean }) {
  const t = useTexts(seatMapTexts);
  return (
    <Part title={t('row', { row: row.row })} seats={row.seats} map={map} isOpen={isOpen}>
      {() => (
        <div className={styles.seats}>
          {row.seats.map((seat) => (
            <SeatButton
              key={seat.id}
              seat={seat}
              isChosen={chosen.has(seat.index)}
              isOwn={own.has(seat.index)}
              isFree={map.isFree(seat.index)}
              onToggle={onToggle}
            />
          ))}
        </div>
      )}
    </Part>
  );
}

interface SeatButtonProps {
  readonly seat: Seat;
  readonly isChosen: boolean;
  readonly isOwn: boolean;
  readonly isFree: boolean;
  readonly onToggle: (seat: Seat) => void;
}

function SeatButton({ seat, isChosen, isOwn, isFree, onToggle }: SeatButtonProps) {
  const t = useTexts(seatMapTexts);
  const words = [
    t('seat', { row: seat.row, number: String(seat.number) }),
    seat.accessible && t('accessible'),
    isOwn ? t('own') : !isFree && !isChosen && t('taken'),
  ];
  return (
    <button
      type="button"
      className={styles.seat}
      aria-pressed={isChosen}
      aria-label={words.filter(Boolean).join(', ')}
      data-own={isOwn}
      disabled={!isFree && !isChosen}
      onClick={() => onToggle(seat)}
    >
      {seat.number}
      {isChosen && <Icon name="check" />}
      {seat.accessible && !isChosen && <Icon name="wheelchair" />}
    </button>
  );
}
