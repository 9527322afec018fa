import { type ComponentProps, lazy, Suspense, useState } from 'react';
import { type ConfirmDialog } from './dialog.js';

/** Most visits never open one. */
const LazyConfirmDialog = lazy(() =>
  import('./dialog.js').then(({ ConfirmDialog: component }) => ({ default: component })),
);

/** `ConfirmDialog`, loaded when it is first opened. */
export function ConfirmDialogWhenOpen(props: ComponentProps<typeof ConfirmDialog>) {
  const [isWanted, setWanted] = useState(props.isOpen);
  if (props.isOpen && !isWanted) setWanted(true);
  if (!isWanted) return null;
  return (
    <Suspense>
      <LazyConfirmDialog {...props} />
    </Suspense>
  );
}
