import { classNames } from './class-names.js';
import styles from './lane-meter.module.css';

/** Buoys along the lane. More: they run into each other on a card; fewer: a sale in motion stands still. */
const BUOYS = 24;
const GAP = 10;

interface LaneMeterProps {
  readonly seatsFree: number;
  readonly capacity: number;
}

/** How much of an event is left, as buoys along a lane: bright ones are free. Always beside the same in words. */
export function LaneMeter({ seatsFree, capacity }: LaneMeterProps) {
  const share = capacity === 0 ? 0 : seatsFree / capacity;
  // One free seat is not none, and one taken is not all.
  const free = share === 0 ? 0 : Math.min(BUOYS - (share < 1 ? 1 : 0), Math.max(1, Math.round(share * BUOYS)));
  return (
    <svg
      className={styles.meter}
      viewBox={`0 0 ${BUOYS * GAP} 10`}
      preserveAspectRatio="xMinYMid meet"
      aria-hidden="true"
    >
      <line className={styles.rope} x1="0" y1="5" x2={BUOYS * GAP} y2="5" />
      {Array.from({ length: BUOYS }, (_, index) => (
        <circle
          key={index}
          className={classNames(styles.buoy, index < free && styles.free)}
          cx={index * GAP + GAP / 2}
          cy="5"
          r="3.4"
        />
      ))}
    </svg>
  );
}
