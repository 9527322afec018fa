import { useId } from 'react';
import { classNames } from './class-names.js';
import styles from './choice.module.css';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** The options say enough to those who see them. */
  readonly isLabelHidden?: boolean;
  readonly options: readonly { readonly value: Value; readonly title: string; readonly lang?: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of two or three, all in sight: radio buttons side by side. */
export function Choice<Value extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  onChange,
}: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className={classNames(styles.legend, isLabelHidden && styles.hidden)}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} lang={option.lang}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
            />
            {option.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
