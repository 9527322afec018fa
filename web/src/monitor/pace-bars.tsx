import { PACE_SECONDS, type Pace } from './sale-pace.js';
import styles from './monitor-page.module.css';

const HEIGHT = 20;

/** The last minute, a bar for each second. */
export function PaceBars({ pace, label }: { readonly pace: Pace; readonly label: string }) {
  const most = Math.max(1, ...pace.perSecond);
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${PACE_SECONDS} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {pace.perSecond.map((sold, index) => {
        const height = Math.max(0.4, (sold / most) * HEIGHT);
        return <rect key={index} x={index + 0.12} y={HEIGHT - height} width="0.76" height={height} />;
      })}
    </svg>
  );
}
