import { type Waiting } from '../api/patience.js';
import { type Problem } from '../api/problem.js';
import { useTexts } from '../i18n/texts.js';
import { Countdown } from '../ui/countdown.js';
import { Notice, ProblemNotice } from '../ui/states.js';
import { bookingTexts } from './booking-texts.js';

interface BookingNewsProps {
  readonly waiting?: Waiting | undefined;
  readonly problem?: Problem | undefined;
}

/** Why it takes a moment, or did not work. */
export function BookingNews({ waiting, problem }: BookingNewsProps) {
  const t = useTexts(bookingTexts);
  if (problem) return <ProblemNotice problem={problem} />;
  if (!waiting) return null;
  const isThrottled = waiting.problem.code === 'too-many-requests';
  return (
    <Notice tone="warn">
      <p>
        {t(isThrottled ? 'throttled' : 'busy')} <Countdown untilMs={waiting.untilMs} />. {t('busyWhy')}
      </p>
    </Notice>
  );
}
