import { useEffect, useEffectEvent } from 'react';
import { useTexts } from '../i18n/texts.js';
import { uiTexts } from './ui-texts.js';
import { useNow } from './use-now.js';
import styles from './countdown.module.css';

interface CountdownProps {
  /** When it ends by the server's clock, in milliseconds since 1970. */
  readonly untilMs: number;
  /** Called once when the time is up. */
  readonly onEnd?: () => void;
}

/**
 * The time that is left, second by second: `9:59`, `23:59:59`. Screen readers can read it whenever they like and
 * are not told each second.
 */
export function Countdown({ untilMs, onEnd }: CountdownProps) {
  const t = useTexts(uiTexts);
  const nowMs = useNow();
  const secondsLeft = Math.max(0, Math.floor((untilMs - nowMs) / 1000));
  const isOver = nowMs >= untilMs;
  const end = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    if (isOver) end();
  }, [isOver]);
  return (
    <span className={styles.countdown} role="timer">
      {isOver ? t('timeIsUp') : clock(secondsLeft)}
    </span>
  );
}

/** Minutes and seconds, with hours where there are any. */
function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
