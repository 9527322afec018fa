import { type AnchorHTMLAttributes, type ButtonHTMLAttributes, type Ref } from 'react';
import { createLink } from '@tanstack/react-router';
import { classNames } from './class-names.js';
import styles from './button.module.css';

interface ButtonLook {
  /** One primary deed on a screen; the others stay behind it. Default: secondary. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined;
  readonly isWide?: boolean | undefined;
  readonly isLarge?: boolean | undefined;
}

const classOf = ({ look = 'secondary', isWide = false, isLarge = false }: ButtonLook, more?: string): string =>
  classNames(styles.button, styles[look], isWide && styles.wide, isLarge && styles.large, more);

interface ButtonProps extends ButtonLook, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Something is under way: the button turns, and takes no second press, but keeps the focus. */
  readonly isBusy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A deed. Use `ButtonLink` for a way to another page. */
export function Button({ look, isWide, isLarge, isBusy = false, className, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ look, isWide, isLarge }, className)}
      aria-disabled={isBusy || undefined}
      onClick={
        isBusy
          ? (event) => {
              event.preventDefault();
            }
          : onClick
      }
    >
      {isBusy && <span className={styles.spinner} aria-hidden="true" />}
      {children}
    </button>
  );
}

interface ButtonAnchorProps extends ButtonLook, AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly ref?: Ref<HTMLAnchorElement>;
}

function ButtonAnchor({ look, isWide, isLarge, className, children, ...rest }: ButtonAnchorProps) {
  return (
    <a {...rest} className={classOf({ look, isWide, isLarge }, className)}>
      {children}
    </a>
  );
}

/** A way to another page that looks like a button; takes what the router's `Link` takes. */
export const ButtonLink = createLink(ButtonAnchor);
