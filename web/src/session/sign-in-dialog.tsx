import { useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { sessionTexts } from './session-texts.js';
import { SignInForm, SignUpForm } from './sign-in-form.js';
import { useSession } from './use-session.js';
import styles from './sign-in-form.module.css';

/** Sign-in over the page, which waits with all that was typed. Somebody whose session has ended can only be themselves. */
export function SignInDialog({ onAnswer }: { readonly onAnswer: (signedIn: boolean) => void }) {
  const t = useTexts(sessionTexts);
  const { user } = useSession();
  const [isNew, setNew] = useState(false);
  const done = (): void => {
    onAnswer(true);
  };
  return (
    <Dialog
      isOpen
      onClose={() => {
        onAnswer(false);
      }}
      title={user ? t('sessionOver') : isNew ? t('signUp') : t('signInFirst')}
      description={user ? t('sessionOverWhy') : t('signInFirstWhy')}
    >
      {isNew ? <SignUpForm onDone={done} /> : <SignInForm email={user?.email} onDone={done} />}
      {!user && (
        <Button
          look="quiet"
          isWide
          className={styles.other}
          onClick={() => {
            setNew(!isNew);
          }}
        >
          {isNew ? t('haveAccount') : t('noAccount')}
        </Button>
      )}
    </Dialog>
  );
}
