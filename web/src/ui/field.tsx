import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type SyntheticEvent,
  type TextareaHTMLAttributes,
  useId,
  useState,
} from 'react';
import { useTexts } from '../i18n/texts.js';
import { Icon, type IconName } from './icon.js';
import { uiTexts } from './ui-texts.js';
import styles from './field.module.css';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface FieldLook {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What the server says about the field; shown until it is changed. */
  readonly error?: string | undefined;
}

interface FieldParts {
  readonly id: string;
  readonly className: string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly onInvalid: (event: SyntheticEvent<Control>) => void;
  readonly onInput: () => void;
}

/**
 * What each kind of field shares: label, hint, and an error under it instead of the browser's bubble. The browser still
 * does the checking (`required`, `minLength`, `type`), and the first field at fault gets the focus.
 */
function Field({ label, hint, error, control }: FieldLook & { readonly control: (parts: FieldParts) => ReactNode }) {
  const id = useId();
  const t = useTexts(uiTexts);
  const [fault, setFault] = useState<string>();
  // The server's word is shown once, and goes when the visitor starts to mend it.
  const [mended, setMended] = useState<string>();
  const shown = fault ?? (error === mended ? undefined : error);
  const described = [hint && `${id}-hint`, shown && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {control({
        id,
        className: styles.input,
        'aria-invalid': shown === undefined ? undefined : true,
        'aria-describedby': described === '' ? undefined : described,
        onInvalid: (event) => {
          event.preventDefault();
          setFault(faultOf(event.currentTarget, t));
          if (event.currentTarget.form?.querySelector(':invalid') === event.currentTarget) event.currentTarget.focus();
        },
        onInput: () => {
          setFault(undefined);
          setMended(error);
        },
      })}
      {shown !== undefined && (
        <p className={styles.error} id={`${id}-error`}>
          <Icon name="alert" />
          {shown}
        </p>
      )}
    </div>
  );
}

function faultOf({ validity, validationMessage }: Control, t: ReturnType<typeof useTexts<typeof uiTexts>>): string {
  if (validity.valueMissing) return t('fieldMissing');
  if (validity.typeMismatch) return t('fieldMalformed');
  if (validity.tooShort) return t('fieldTooShort');
  return validationMessage;
}

type TextFieldProps = FieldLook & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & { readonly icon?: IconName };

/** A line of text, a date, a number: whatever `type` says. */
export function TextField({ label, hint, error, icon, ...input }: TextFieldProps) {
  return (
    <Field
      {...{ label, hint, error }}
      control={(parts) => (
        <div className={styles.box}>
          {icon && <Icon name={icon} className={styles.icon} />}
          <input {...input} {...parts} />
        </div>
      )}
    />
  );
}

type TextAreaProps = FieldLook & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'>;

/** Several lines of text. */
export function TextArea({ label, hint, error, ...input }: TextAreaProps) {
  return <Field {...{ label, hint, error }} control={(parts) => <textarea {...input} {...parts} />} />;
}

type SelectFieldProps = FieldLook & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>;

/** One of a few; `children` are `<option>`s. The browser's own list is the best one there is on a phone. */
export function SelectField({ label, hint, error, children, ...input }: SelectFieldProps) {
  return (
    <Field
      {...{ label, hint, error }}
      control={(parts) => (
        <select {...input} {...parts}>
          {children}
        </select>
      )}
    />
  );
}
