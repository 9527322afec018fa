import { useTexts } from '../i18n/texts.js';
import { ACCESSIBLE_MARK, SEAT_SHAPES, type SeatLook } from './seat-looks.js';
import { seatMapTexts } from './seat-map-texts.js';
import styles from './seat-map.module.css';

const LOOKS = ['free', 'chosen', 'own', 'held', 'booked'] as const satisfies readonly SeatLook[];

/** What the shapes on the map mean. */
export function SeatLegend() {
  const t = useTexts(seatMapTexts);
  return (
    <ul className={styles.legend} role="list">
      {LOOKS.map((look) => (
        <li key={look}>
          <SeatShape look={look} />
          {t(look)}
        </li>
      ))}
      <li>
        <SeatShape look="free" isAccessible />
        {t('accessible')}
      </li>
    </ul>
  );
}

function SeatShape({ look, isAccessible = false }: { readonly look: SeatLook; readonly isAccessible?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="18" height="18" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {[...SEAT_SHAPES[look], ...(isAccessible ? [ACCESSIBLE_MARK] : [])].map(({ path, colour, width }) => (
        <path
          key={path}
          d={path}
          fill={width === undefined ? `var(--color-${colour})` : 'none'}
          stroke={width === undefined ? 'none' : `var(--color-${colour})`}
          strokeWidth={width}
        />
      ))}
    </svg>
  );
}
