import { useTexts } from '../i18n/texts.js';
import { classNames } from '../ui/class-names.js';
import { hallTexts } from './hall-texts.js';
import styles from './seat-plan.module.css';

const STATES = ['free', 'blocked', 'held', 'booked'] as const;

/** What the forms in a plan mean. */
export function SeatLegend() {
  const t = useTexts(hallTexts);
  return (
    <ul className={styles.legend} role="list">
      {STATES.map((state) => (
        <li key={state}>
          <svg width="20" height="20" viewBox="-1 -1 22 22" aria-hidden="true">
            <g className={classNames(styles.seat, styles[state])}>
              <rect width="20" height="20" rx="5" />
              {state === 'blocked' && <path d="M5 5 15 15M15 5 5 15" />}
            </g>
          </svg>
          {t(`state_${state}`)}
        </li>
      ))}
      <li>
        <svg width="20" height="20" viewBox="-1 -1 22 22" aria-hidden="true">
          <g className={styles.seat}>
            <rect width="20" height="20" rx="10" />
          </g>
        </svg>
        {t('accessible')}
      </li>
    </ul>
  );
}
