import { type ReactNode } from 'react';
import { classNames } from './class-names.js';
import styles from './page.module.css';

/** What is in the frame: centred, with room at its sides. `isNarrow`: a form, a sentence. */
export function Page({ isNarrow = false, children }: { readonly isNarrow?: boolean; readonly children: ReactNode }) {
  return <div className={classNames(styles.page, isNarrow && styles.narrow)}>{children}</div>;
}

interface PageHeadProps {
  /** The one `h1`, and the title of the tab. */
  readonly title: string;
  readonly lead?: string;
  /** What can be done with the whole page. */
  readonly actions?: ReactNode;
}

/** How a page begins. */
export function PageHead({ title, lead, actions }: PageHeadProps) {
  return (
    <div className={styles.head}>
      <title>{`${title} · Rowlock`}</title>
      <div>
        <h1>{title}</h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** A raised sheet. */
export function Card({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  return <div className={classNames(styles.card, className)}>{children}</div>;
}
