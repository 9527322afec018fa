import { type ReactNode } from 'react';
import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { useTexts } from '../i18n/texts.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { uiTexts } from './ui-texts.js';
import styles from './dialog.module.css';

interface DialogProps {
  readonly isOpen: boolean;
  /** Escape, the cross, or a press beside it. */
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string | undefined;
  readonly children: ReactNode;
}

/** A question over the page, which keeps its state meanwhile. Focus moves in, stays in, and goes back. */
export function Dialog({ isOpen, onClose, title, description, children }: DialogProps) {
  const t = useTexts(uiTexts);
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={styles.popup}>
          <div className={styles.head}>
            <BaseDialog.Title>{title}</BaseDialog.Title>
            <BaseDialog.Close className={styles.close} aria-label={t('close')}>
              <Icon name="close" />
            </BaseDialog.Close>
          </div>
          {description !== undefined && (
            <BaseDialog.Description className={styles.description}>{description}</BaseDialog.Description>
          )}
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

interface ConfirmDialogProps extends Omit<DialogProps, 'children'> {
  /** What the button does, as a verb: "Cancel booking". Never "OK". */
  readonly deed: string;
  /** What the other button says: "Keep it". */
  readonly refusal: string;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  /** More to read before deciding, such as why it failed the first time. */
  readonly children?: ReactNode;
}

/** Asks before something that cannot be undone. The safe answer has the focus; a press beside it answers nothing. */
export function ConfirmDialog({ isOpen, onClose, title, description, children, ...answers }: ConfirmDialogProps) {
  const { deed, refusal, isBusy = false, onConfirm } = answers;
  return (
    <BaseAlertDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={styles.backdrop} />
        <BaseAlertDialog.Popup className={styles.popup}>
          <div className={styles.head}>
            <BaseAlertDialog.Title>{title}</BaseAlertDialog.Title>
          </div>
          <BaseAlertDialog.Description className={styles.description}>{description}</BaseAlertDialog.Description>
          {children}
          <div className={styles.actions}>
            <BaseAlertDialog.Close render={<Button>{refusal}</Button>} />
            <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
              {deed}
            </Button>
          </div>
        </BaseAlertDialog.Popup>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
