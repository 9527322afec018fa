import { type KeyboardEvent, useId } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Icon } from './icon.js';
import { uiTexts } from './ui-texts.js';
import styles from './stepper.module.css';

interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  /** Whole, ≥ `min`. */
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** The value in words for a screen reader: "2 seats". */
  readonly valueText: string;
}

/** A small whole number to be tapped: seats of a party. A spin button for keyboards and screen readers. */
export function Stepper({ label, value, min, max, onChange, valueText }: StepperProps) {
  const id = useId();
  const t = useTexts(uiTexts);
  const format = useFormat();
  const set = (wish: number): void => {
    const next = Math.min(max, Math.max(min, wish));
    if (next !== value) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const wish = wishOf(event.key, value, min, max);
    if (wish === undefined) return;
    event.preventDefault();
    set(wish);
  };
  const step = (by: 1 | -1, name: string) => (
    <button
      type="button"
      className={styles.button}
      // The spin button answers the arrow keys; two more stops would only be in the way.
      tabIndex={-1}
      aria-label={name}
      aria-disabled={value + by < min || value + by > max}
      onClick={() => {
        set(value + by);
      }}
    >
      <Icon name={by === 1 ? 'plus' : 'minus'} />
    </button>
  );
  return (
    <div>
      <div className={styles.label} id={id}>
        {label}
      </div>
      <div className={styles.stepper}>
        {step(-1, t('fewer'))}
        <div
          className={styles.value}
          role="spinbutton"
          tabIndex={0}
          aria-labelledby={id}
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-valuetext={valueText}
          onKeyDown={onKeyDown}
        >
          {format.number(value)}
        </div>
        {step(1, t('more'))}
      </div>
    </div>
  );
}

/** ARIA Authoring Practices, "Spinbutton". */
function wishOf(key: string, value: number, min: number, max: number): number | undefined {
  const wishes: Readonly<Record<string, number>> = {
    ArrowUp: value + 1,
    ArrowRight: value + 1,
    ArrowDown: value - 1,
    ArrowLeft: value - 1,
    PageUp: value + 5,
    PageDown: value - 5,
    Home: min,
    End: max,
  };
  return wishes[key];
}
