import { useRouter, useSearch } from '@tanstack/react-router';
import { useTexts } from '../i18n/texts.js';
import { ButtonLink } from '../ui/button.js';
import { Card, Page, PageHead } from '../ui/page.js';
import { SignInForm, SignUpForm } from './sign-in-form.js';
import { sessionTexts } from './session-texts.js';

/** `/sign-in`, for those who come by themselves; whoever needs a session in the middle of something gets the dialog. */
export function SignInPage() {
  const t = useTexts(sessionTexts);
  const { next } = useSearch({ from: '/sign-in' });
  const goOn = useGoOn(next);
  return (
    <Page isNarrow>
      <PageHead title={t('signIn')} lead={t('signInLead')} />
      <Card>
        <SignInForm onDone={goOn} />
      </Card>
      <ButtonLink to="/sign-up" search={{ ...(next !== undefined && { next }) }} look="quiet" isWide>
        {t('noAccount')}
      </ButtonLink>
    </Page>
  );
}

/** `/sign-up` */
export function SignUpPage() {
  const t = useTexts(sessionTexts);
  const { next } = useSearch({ from: '/sign-up' });
  const goOn = useGoOn(next);
  return (
    <Page isNarrow>
      <PageHead title={t('signUp')} lead={t('signUpLead')} />
      <Card>
        <SignUpForm onDone={goOn} />
      </Card>
      <ButtonLink to="/sign-in" search={{ ...(next !== undefined && { next }) }} look="quiet" isWide>
        {t('haveAccount')}
      </ButtonLink>
    </Page>
  );
}

function useGoOn(next = '/'): () => void {
  const router = useRouter();
  return () => {
    router.history.push(next);
  };
}
