import { problemTexts } from '../i18n/problem-texts.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { classNames } from '../ui/class-names.js';
import { Card } from '../ui/page.js';
import { salesTexts } from './sales-texts.js';
import { type ServerFigures } from './use-figures.js';
import styles from './sales-view.module.css';

const NAMES = {
  confirmed: 'outcome_confirmed',
  held: 'outcome_booking_held',
  waitlisted: 'outcome_waitlisted',
  contended: 'outcome_contended',
  'hold-confirmed': 'outcome_hold_confirmed',
  cancelled: 'outcome_cancelled',
  left: 'outcome_left',
} as const satisfies Record<string, keyof typeof salesTexts>;

const isName = (outcome: string): outcome is keyof typeof NAMES => Object.hasOwn(NAMES, outcome);
const isProblem = (outcome: string): outcome is keyof typeof problemTexts => Object.hasOwn(problemTexts, outcome);

/** What requests came to, the most frequent first, and how long they took. */
export function Outcomes({ server }: { readonly server: ServerFigures }) {
  const t = useTexts(salesTexts);
  const problem = useTexts(problemTexts);
  const format = useFormat();
  const { outcomes, latencyP50Ms, latencyP99Ms } = server;
  const since = format.date(server.since, 'moment');
  const most = Math.max(1, ...outcomes.map(({ count }) => count));
  const sorted = [...outcomes].sort((one, other) => other.count - one.count);
  const nameOf = (outcome: string): string => {
    if (isName(outcome)) return t(NAMES[outcome]);
    return isProblem(outcome) ? problem(outcome) : outcome;
  };
  return (
    <Card className={styles.card}>
      <h2>{t('answers')}</h2>
      <p className={styles.lead}>{t(outcomes.length === 0 ? 'noAnswers' : 'answersLead', { since })}</p>
      <ul className={styles.outcomes} role="list">
        {sorted.map(({ outcome, count }) => (
          <li key={outcome}>
            <span>{nameOf(outcome)}</span>
            <b>{format.number(count)}</b>
            <meter
              className={classNames(styles.bar, !isName(outcome) && styles.refusal)}
              aria-hidden="true"
              min={0}
              max={most}
              value={count}
            />
          </li>
        ))}
      </ul>
      {latencyP50Ms !== null && latencyP99Ms !== null && (
        <p className={styles.lead}>
          {t('latency')}: {t('latencyLead', { p50: format.number(latencyP50Ms), p99: format.number(latencyP99Ms) })}
        </p>
      )}
    </Card>
  );
}
