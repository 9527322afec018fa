import { type CSSProperties, useMemo, useRef, useState } from 'react';
import { type EventResponse } from '../api/schema.js';
import { type BookSeats } from '../events/use-book-seats.js';
import { useTexts } from '../i18n/texts.js';
import { Choice } from '../ui/choice.js';
import { Icon } from '../ui/icon.js';
import { ErrorState, Loading, Skeleton } from '../ui/states.js';
import { hallOf } from './map-view.js';
import { ChosenBar } from './chosen-bar.js';
import { type LiveSeatMap, type Seat } from './live-seat-map.js';
import { SeatLegend } from './seat-legend.js';
import { SeatList } from './seat-list.js';
import { type MapControls, SeatMapCanvas, ZOOM_STEP } from './seat-map-canvas.js';
import { seatMapTexts } from './seat-map-texts.js';
import { lookOf, type SeatIndexes, type SeatMarks } from './seat-marks.js';
import { useSeatWords } from './seat-words.js';
import { type ChosenSeats, useChosenSeats } from './use-chosen-seats.js';
import { useSeatMap } from './use-seat-map.js';
import styles from './seat-map.module.css';

interface SeatPickerProps {
  readonly event: EventResponse;
  readonly booking: BookSeats;
  /** Labels of the seats the visitor holds or has booked here. */
  readonly ownLabels: readonly string[];
  /** Whether seats are on sale; else one can only look. */
  readonly isOpen: boolean;
}

/** The hall of an event with reserved seats: look, choose, hold. */
export function SeatPicker(props: SeatPickerProps) {
  const t = useTexts(seatMapTexts);
  const seatMap = useSeatMap(props.event.id);
  return (
    <section className={styles.picker} aria-labelledby="choose-seats">
      {seatMap.data ? (
        <Hall {...props} map={seatMap.data} />
      ) : (
        <>
          <h2 id="choose-seats">{t('title')}</h2>
          {seatMap.isError ? (
            <ErrorState error={seatMap.error} onRetry={() => void seatMap.refetch()} />
          ) : (
            <HallSkeleton />
          )}
        </>
      )}
    </section>
  );
}

/** The place of the map while it is on its way. */
function HallSkeleton() {
  return (
    <div className={styles.box}>
      <Loading />
      <div className={styles.waiting}>
        <Skeleton height="100%" />
      </div>
    </div>
  );
}

const VIEWS = ['map', 'list'] as const;

function Hall({ event, booking, ownLabels, isOpen, map }: SeatPickerProps & { readonly map: LiveSeatMap }) {
  const t = useTexts(seatMapTexts);
  const [view, setView] = useState<(typeof VIEWS)[number]>('map');
  const max = isOpen ? Math.min(event.maxSeatsPerBooking, event.maxSeatsPerUser) : 0;
  const chosenSeats = useChosenSeats(map, max, booking.isPending);
  const chosen = useIndexes(chosenSeats.seats);
  const ownSeats = useMemo(
    () => ownLabels.map((label) => map.byLabel(label)).filter((seat) => seat !== undefined),
    [map, ownLabels],
  );
  const own = useIndexes(ownSeats);
  const shared = { map, chosen, own, onToggle: isOpen ? chosenSeats.toggle : () => undefined };
  const views = VIEWS.map((value) => ({ value, title: t(value) }));
  return (
    <>
      <div className={styles.head}>
        <h2 id="choose-seats">{t('title')}</h2>
        <Choice isLabelHidden label={t('view')} options={views} value={view} onChange={setView} />
      </div>
      <div className={styles.box} hidden={view !== 'map'}>
        <MapFrame {...shared} />
        <SeatLegend />
      </div>
      {view === 'list' && <SeatList {...shared} />}
      {isOpen && (
        <ChosenBar {...{ event, booking, max }} chosen={chosenSeats} onHold={() => hold(booking, chosenSeats)} />
      )}
    </>
  );
}

function hold(booking: BookSeats, chosen: ChosenSeats): void {
  const seatIds = chosen.seats.map(({ id }) => id);
  // Somebody who wants these seats does not want to wait for others.
  booking.book({ seatIds, hold: true, joinWaitlist: false }, chosen.clear);
}

const useIndexes = (seats: readonly Seat[]): SeatIndexes =>
  useMemo(() => new Set(seats.map(({ index }) => index)), [seats]);

interface MapFrameProps extends SeatMarks {
  readonly map: LiveSeatMap;
  readonly onToggle: (seat: Seat) => void;
}

/** The map with what belongs on it: zoom buttons, and the seat one points at in words. */
function MapFrame(props: MapFrameProps) {
  const t = useTexts(seatMapTexts);
  const wordsFor = useSeatWords();
  const [pointed, setPointed] = useState<Seat>();
  const controls = useRef<MapControls>(null);
  const { map } = props;
  const look = pointed && lookOf(map, props, pointed.index);
  return (
    <div className={styles.frame} style={{ '--hall-ratio': ratioOf(map) } as CSSProperties}>
      <SeatMapCanvas {...props} onPoint={setPointed} controls={controls} />
      <div className={styles.zoom}>
        <button type="button" aria-label={t('zoomIn')} onClick={() => controls.current?.zoom(ZOOM_STEP)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={t('zoomOut')} onClick={() => controls.current?.zoom(1 / ZOOM_STEP)}>
          <Icon name="minus" />
        </button>
        <button type="button" aria-label={t('fit')} onClick={() => controls.current?.showAll()}>
          <Icon name="fit" />
        </button>
      </div>
      <p className={styles.pointed} role="status">
        {pointed && look ? wordsFor(pointed, look) : ''}
      </p>
    </div>
  );
}

/** The frame is as wide and high as the hall, within reason. */
function ratioOf({ bounds }: LiveSeatMap): number {
  const hall = hallOf(bounds);
  return (hall.right - hall.left) / (hall.bottom - hall.top);
}
