import { type ReactNode } from 'react';
import { type Problem, toProblem } from '../api/problem.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from './button.js';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';
import { OarMark } from './oar-mark.js';
import { uiTexts } from './ui-texts.js';
import styles from './states.module.css';

export type Tone = 'info' | 'good' | 'warn' | 'bad';

interface EmptyStateProps {
  readonly title: string;
  /** It is all there is on the page, so its title is the page's. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** Nothing here yet: says why, and offers the way on as its children. */
export function EmptyState({ title, isPage = false, children }: EmptyStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className={styles.state}>
      <OarMark className={styles.art} />
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}

interface ErrorStateProps {
  readonly error: unknown;
  /** It is all there is on the page, so its title is the page's. */
  readonly isPage?: boolean;
  readonly onRetry?: (() => void) | undefined;
}

/** Something could not be read: says what went wrong in the visitor's words, and lets them try again. */
export function ErrorState({ error, isPage = false, onRetry }: ErrorStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  const t = useTexts(uiTexts);
  const describe = useProblemText();
  return (
    <div className={styles.state} role="alert">
      <OarMark className={styles.art} />
      <Heading>{t('wrong')}</Heading>
      <p>{describe(toProblem(error))}</p>
      {onRetry && <Button onClick={onRetry}>{t('tryAgain')}</Button>}
    </div>
  );
}

interface NoticeProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ReactNode;
}

/** A word about what is beside it. Bad news is read out at once, other news when the reader pauses. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={classNames(styles.notice, styles[tone])} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={tone === 'good' ? 'check' : tone === 'info' ? 'clock' : 'alert'} />
      <div className={styles.noticeBody}>
        {title !== undefined && <p className={styles.noticeTitle}>{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** A refusal of the API in the visitor's words. */
export function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const describe = useProblemText();
  return (
    <Notice tone="bad">
      <p>{describe(problem)}</p>
    </Notice>
  );
}

/** A state in a word: never by its colour alone. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={classNames(styles.badge, styles[tone])}>{children}</span>;
}

/** The place of something that is still on its way, as large as what will come. CSS lengths. */
export function Skeleton({ width = '100%', height }: { readonly width?: string; readonly height: string }) {
  return <div className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}

/** Says to screen readers that something is on its way; put the skeletons beside it. */
export function Loading() {
  const t = useTexts(uiTexts);
  return (
    <span className={styles.hidden} role="status">
      {t('loading')}
    </span>
  );
}

/**
 * For screen readers only.
 * @public for pages that say in pictures what must be said in words
 */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
