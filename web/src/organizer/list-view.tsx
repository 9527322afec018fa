import { type ReactNode } from 'react';
import { type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { LongList } from '../ui/long-list.js';
import { EmptyState, Loading, Skeleton } from '../ui/states.js';
import styles from './list-view.module.css';

interface ListViewProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>>;
  /** What to say where there is no row. */
  readonly empty: string;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** A long list of what people did with an event. */
export function ListView<Row>({ query, empty, children }: ListViewProps<Row>) {
  return (
    <LongList query={query} skeleton={<ListSkeleton />} empty={<EmptyState title={empty} />}>
      {children}
    </LongList>
  );
}

function ListSkeleton() {
  return (
    <>
      <Loading />
      <Skeleton height="20rem" />
    </>
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
