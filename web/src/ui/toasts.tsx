import { useEffect } from 'react';
import { Toast } from '@base-ui/react/toast';
import { useTexts } from '../i18n/texts.js';
import { Icon } from './icon.js';
import { takeToasts, useWaitingToasts } from './toast.js';
import { uiTexts } from './ui-texts.js';
import styles from './toasts.module.css';

/** Long enough to read two lines; a pointer or the focus on it stops the clock. */
const SHOWN_MS = 7000;

/** Where `toast` shows what it is told; once on the page. */
export function Toasts() {
  const t = useTexts(uiTexts);
  return (
    <Toast.Provider timeout={SHOWN_MS} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={t('notifications')}>
          <ToastList dismiss={t('dismiss')} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList({ dismiss }: { readonly dismiss: string }) {
  const { toasts, add } = Toast.useToastManager();
  const waiting = useWaitingToasts();
  useEffect(() => {
    if (waiting.length > 0) for (const text of takeToasts()) add(text);
  }, [add, waiting]);
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
      <Toast.Content className={styles.content}>
        <Toast.Title className={styles.title} render={<p />} />
        <Toast.Description />
      </Toast.Content>
      <Toast.Close className={styles.close} aria-label={dismiss}>
        <Icon name="close" />
      </Toast.Close>
    </Toast.Root>
  ));
}
