import { type KeyboardEvent, memo, type MouseEvent, useRef, useState } from 'react';
import { classNames } from '../ui/class-names.js';
import { type PlanRow, type PlanSeat } from './hall.js';
import { nextSeat, SEAT_KEYS } from './seat-keys.js';
import styles from './seat-plan.module.css';

/** In pixels: what a finger can hit, WCAG 2.2, 2.5.8. */
const UNIT = 30;
const SEAT = 25;
/** Room for the names of rows at the left, and of sections above them. */
const MARGIN = { left: 34, top: 56, right: 12, bottom: 10 } as const;

interface SeatPlanProps {
  /** What the plan shows, for screen readers. */
  readonly label: string;
  readonly stage: string;
  readonly rows: readonly PlanRow[];
  /** Keys of the seats that are chosen. */
  readonly pressed: ReadonlySet<string>;
  readonly onPress: (seat: PlanSeat, row: PlanRow) => void;
  /** A seat in words: "Stalls, row A, seat 3, free". */
  readonly nameOf: (seat: PlanSeat, row: PlanRow) => string;
}

/**
 * A hall from above, the stage at the top. One stop for the Tab key; arrow keys go from seat to seat, Enter or Space
 * presses. For halls of a few thousand seats: whoever shows larger ones shows them section by section.
 */
export function SeatPlan({ label, stage, rows, pressed, onPress, nameOf }: SeatPlanProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [active, setActive] = useState<string>();
  const box = boxOf(rows);
  const press = (event: MouseEvent | KeyboardEvent): void => {
    const found = seatAt(rows, event.target);
    if (!found) return;
    setActive(found[0].key);
    onPress(...found);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!SEAT_KEYS.has(event.key)) return;
    event.preventDefault();
    if (event.key === 'Enter' || event.key === ' ') {
      press(event);
      return;
    }
    const found = seatAt(rows, event.target);
    const next = found && nextSeat(rows, found[0], found[1], event.key);
    if (!next) return;
    setActive(next.key);
    svg.current?.querySelector<SVGElement>(`[data-seat="${next.key}"]`)?.focus();
  };
  const first = rows[0]?.seats[0]?.key;
  const isThere = rows.some(({ seats }) => seats.some(({ key }) => key === active));
  return (
    <div className={styles.scroll}>
      <svg
        ref={svg}
        className={styles.plan}
        width={box.width}
        height={box.height}
        viewBox={`${box.left} ${box.top} ${box.width} ${box.height}`}
        role="group"
        aria-label={label}
        onClick={press}
        onKeyDown={onKeyDown}
      >
        <Stage box={box} title={stage} />
        {rows.map((row, index) => (
          <Row
            key={`${row.section}/${row.row}`}
            row={row}
            left={box.left}
            isFirst={rows[index - 1]?.section !== row.section}
            pressed={pressed}
            active={isThere ? active : first}
            nameOf={nameOf}
          />
        ))}
      </svg>
    </div>
  );
}

/** The seat an event happened at. */
function seatAt(rows: readonly PlanRow[], target: EventTarget): [PlanSeat, PlanRow] | undefined {
  const key = target instanceof Element ? target.closest('[data-seat]')?.getAttribute('data-seat') : undefined;
  for (const row of rows) {
    const seat = row.seats.find((known) => known.key === key);
    if (seat) return [seat, row];
  }
  return undefined;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(rows: readonly PlanRow[]): Box {
  const xs = rows.flatMap(({ seats }) => [seats[0]?.x ?? 0, seats.at(-1)?.x ?? 0]);
  const ys = rows.map(({ y }) => y);
  const [left, right] = [Math.min(0, ...xs), Math.max(0, ...xs)];
  const [top, bottom] = [Math.min(...ys, Infinity), Math.max(...ys, -Infinity)];
  return {
    left: (left - 0.5) * UNIT - MARGIN.left,
    top: (Number.isFinite(top) ? top : 0) * UNIT - MARGIN.top,
    width: (right - left + 1) * UNIT + MARGIN.left + MARGIN.right,
    height: (Number.isFinite(top) ? bottom - top + 1 : 1) * UNIT + MARGIN.top + MARGIN.bottom,
  };
}

function Stage({ box, title }: { readonly box: Box; readonly title: string }) {
  const middle = box.left + MARGIN.left + (box.width - MARGIN.left - MARGIN.right) / 2;
  const half = Math.min(150, (box.width - MARGIN.left - MARGIN.right) / 2);
  const y = box.top + 4;
  return (
    <g aria-hidden="true">
      <path className={styles.stage} d={`M${middle - half} ${y}h${half * 2}l-14 20h${28 - half * 2}Z`} />
      <text className={styles.stageName} x={middle} y={y + 14.5}>
        {title}
      </text>
    </g>
  );
}

interface RowProps {
  readonly row: PlanRow;
  readonly left: number;
  /** The first of its section, which it names. */
  readonly isFirst: boolean;
  readonly pressed: ReadonlySet<string>;
  /** The seat the Tab key stops at. */
  readonly active: string | undefined;
  readonly nameOf: SeatPlanProps['nameOf'];
}

function Row({ row, left, isFirst, pressed, active, nameOf }: RowProps) {
  const y = row.y * UNIT;
  return (
    <g>
      <g aria-hidden="true">
        {isFirst && (
          <text className={styles.section} x={left + 2} y={y - 14}>
            {row.section}
          </text>
        )}
        <text className={styles.row} x={left + 14} y={y + 4 + SEAT / 4}>
          {row.row}
        </text>
      </g>
      {row.seats.map((seat) => (
        <Seat
          key={seat.key}
          seatKey={seat.key}
          x={seat.x * UNIT}
          y={y}
          number={seat.number}
          isAccessible={seat.accessible}
          state={seat.state}
          isPressed={pressed.has(seat.key)}
          isActive={seat.key === active}
          name={nameOf(seat, row)}
        />
      ))}
    </g>
  );
}

interface SeatProps {
  readonly seatKey: string;
  readonly x: number;
  readonly y: number;
  readonly number: number;
  readonly isAccessible: boolean;
  readonly state: PlanSeat['state'];
  readonly isPressed: boolean;
  readonly isActive: boolean;
  readonly name: string;
}

/** Told apart by form as well as by colour: accessible seats are round, taken ones filled, blocked ones crossed out. */
const Seat = memo(function Seat({ seatKey, x, y, number, isAccessible, state, isPressed, isActive, name }: SeatProps) {
  const isTaken = state === 'booked' || state === 'held';
  return (
    <g
      className={classNames(styles.seat, styles[state], isPressed && styles.pressed)}
      data-seat={seatKey}
      role="button"
      tabIndex={isActive ? 0 : -1}
      aria-pressed={isPressed}
      aria-disabled={isTaken || undefined}
      aria-label={name}
      transform={`translate(${x - SEAT / 2} ${y - SEAT / 2 + 6})`}
    >
      <rect width={SEAT} height={SEAT} rx={isAccessible ? SEAT / 2 : 6} />
      {state === 'blocked' && <path d={`M6 6 ${SEAT - 6} ${SEAT - 6}M${SEAT - 6} 6 6 ${SEAT - 6}`} />}
      {state !== 'blocked' && (
        <text x={SEAT / 2} y={SEAT / 2 + 3.5}>
          {number}
        </text>
      )}
    </g>
  );
});
