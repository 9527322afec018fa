import { type ReactNode } from 'react';
import { type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTexts } from '../i18n/texts.js';
import { Button } from './button.js';
import { ErrorState } from './states.js';
import { uiTexts } from './ui-texts.js';
import styles from './long-list.module.css';

interface LongListProps<Item> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Item[] }>>;
  /** In its place until the first items come. */
  readonly skeleton: ReactNode;
  /** In its place where there is no item. */
  readonly empty: ReactNode;
  /** @param hasMore there are others, which have not been read yet */
  readonly children: (items: readonly Item[], hasMore: boolean) => ReactNode;
}

/** A long list, some items at a time, with a place for each of its states. */
export function LongList<Item>({ query, skeleton, empty, children }: LongListProps<Item>) {
  const t = useTexts(uiTexts);
  if (query.isPending) return skeleton;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    // Items of the search before stay, but look it.
    <div className={query.isPlaceholderData ? styles.old : undefined}>
      {children(items, query.hasNextPage)}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('showMore')}
          </Button>
        </div>
      )}
    </div>
  );
}
