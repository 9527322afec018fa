import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTexts } from '../i18n/texts.js';
import { useTheme } from '../ui/theme.js';
import { type LiveSeatMap, type Seat } from './live-seat-map.js';
import { readSceneStyle } from './scene-style.js';
import { type Direction, neighbourOf } from './seat-geometry.js';
import { type SeatLook } from './seat-looks.js';
import { SeatMapScene } from './seat-map-scene.js';
import { seatMapTexts } from './seat-map-texts.js';
import { differenceOf, lookOf, NO_MARKS, type SeatMarks } from './seat-marks.js';
import styles from './seat-map.module.css';

/** What buttons beside the map may ask of it. */
export interface MapControls {
  /** Closer, or further with a factor below 1. */
  readonly zoom: (factor: number) => void;
  readonly showAll: () => void;
}

/** One press of a button or a key. */
export const ZOOM_STEP = 1.6;

interface SeatMapCanvasProps extends SeatMarks {
  readonly map: LiveSeatMap;
  readonly onToggle: (seat: Seat) => void;
  /** The seat under the pointer or the keyboard's cursor, to be told in words. */
  readonly onPoint: (seat: Seat | undefined) => void;
  readonly controls: Ref<MapControls>;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The seats as a picture. One stop for the keyboard, which then goes from seat to seat by arrow keys. */
export function SeatMapCanvas({ map, chosen, own, onToggle, onPoint, controls }: SeatMapCanvasProps) {
  const t = useTexts(seatMapTexts);
  const hint = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cursor, setCursor] = useState<Seat>();
  const [isPannable, setPannable] = useState(false);
  const scene = useScene(canvas, map, { chosen, own, onToggle, onPoint, onPannable: setPannable });
  const zoom = (factor: number): void => scene?.zoom(factor);
  const showAll = (): void => scene?.showAll();
  useImperativeHandle(controls, () => ({ zoom, showAll }));
  const goTo = (seat: Seat | undefined): void => {
    setCursor(seat);
    scene?.setCursor(seat);
    onPoint(seat);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key];
    const deeds: Readonly<Record<string, () => void>> = {
      ...(direction && { [event.key]: () => goTo(nextSeat(map, cursor, direction)) }),
      ...(cursor && { Enter: () => onToggle(cursor), ' ': () => onToggle(cursor) }),
      ...{ '+': () => zoom(ZOOM_STEP), '=': () => zoom(ZOOM_STEP), '-': () => zoom(1 / ZOOM_STEP), '0': showAll },
    };
    const deed = deeds[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    deed();
  };
  return (
    <>
      <canvas
        ref={canvas}
        className={styles.canvas}
        data-pannable={isPannable}
        role="application"
        aria-label={t('mapLabel')}
        aria-describedby={hint}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => goTo(undefined)}
      />
      <p id={hint} hidden>
        {t('keys')}
      </p>
    </>
  );
}

/** The first press of an arrow key starts in the middle of the front row. */
function nextSeat(map: LiveSeatMap, cursor: Seat | undefined, direction: Direction): Seat | undefined {
  if (cursor) return neighbourOf(map.seats, cursor, direction) ?? cursor;
  const { left, right, top } = map.bounds;
  return neighbourOf(map.seats, { x: (left + right) / 2, y: top - 1 }, 'down');
}

interface SceneProps extends Pick<SeatMapCanvasProps, 'chosen' | 'own' | 'onToggle' | 'onPoint'> {
  readonly onPannable: (isPannable: boolean) => void;
}

/** Keeps the scene on the canvas in step with what React knows. */
function useScene(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  map: LiveSeatMap,
  { chosen, own, onToggle, onPoint, onPannable }: SceneProps,
): SeatMapScene | undefined {
  const t = useTexts(seatMapTexts);
  const theme = useTheme();
  const stageName = t('stage');
  const [scene, setScene] = useState<SeatMapScene>();
  const marks = useRef(NO_MARKS);
  const press = useEffectEvent(onToggle);
  const point = useEffectEvent(onPoint);
  const tellPannable = useEffectEvent(onPannable);
  const styleNow = useEffectEvent((element: Element) => readSceneStyle(element, stageName));
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const look = (index: number): SeatLook => lookOf(map, marks.current, index);
    const made = new SeatMapScene(element, map, look, styleNow(element), {
      onPress: (seat) => press(seat),
      onHover: (seat) => point(seat),
      onPannable: (isPannable) => tellPannable(isPannable),
    });
    const forgetMap = map.subscribe((changed) => made.touch(changed));
    const observer = new ResizeObserver(() =>
      made.resize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    setScene(made);
    return () => {
      observer.disconnect();
      forgetMap();
      made.close();
    };
  }, [canvas, map]);
  useEffect(() => {
    const changed = differenceOf(marks.current, { chosen, own });
    marks.current = { chosen, own };
    scene?.touch(changed);
  }, [chosen, own, scene]);
  useEffect(() => {
    const element = canvas.current;
    if (element) scene?.restyle(readSceneStyle(element, stageName));
  }, [canvas, scene, stageName, theme]);
  return scene;
}
