import { type ReactNode } from 'react';
import { type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { EmptyState, ErrorState, Loading, Skeleton } from '../ui/states.js';
import { listTexts } from './list-texts.js';
import styles from './list-view.module.css';

interface ListViewProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>>;
  /** What to say where there is no row. */
  readonly empty: string;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** A long list, some rows at a time, with a place for each of its states. */
export function ListView<Row>({ query, empty, children }: ListViewProps<Row>) {
  const t = useTexts(listTexts);
  if (query.isPending) {
    return (
      <>
        <Loading />
        <Skeleton height="20rem" />
      </>
    );
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <EmptyState title={empty} />;
  return (
    // Rows of the search before stay, but look it.
    <div className={query.isPlaceholderData ? styles.old : undefined}>
      {children(rows)}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Who it is, in two lines. */
export function PersonCell({ name, email }: { readonly name: string; readonly email: string }) {
  return (
    <span className={styles.person}>
      {name}
      <span>{email}</span>
    </span>
  );
}
