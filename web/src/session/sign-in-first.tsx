import { type ReactNode } from 'react';
import { useRouterState } from '@tanstack/react-router';
import { useTexts } from '../i18n/texts.js';
import { ButtonLink } from '../ui/button.js';
import { EmptyState, Loading } from '../ui/states.js';
import { sessionTexts } from './session-texts.js';
import { useSession } from './use-session.js';

/** What is about one person: shown to somebody who is signed in, others are asked to do that first. */
export function SignInFirst({ children }: { readonly children: ReactNode }) {
  const t = useTexts(sessionTexts);
  const { status } = useSession();
  const next = useRouterState({ select: ({ location }) => location.pathname });
  if (status === 'starting') return <Loading />;
  if (status !== 'signed-out') return children;
  return (
    <EmptyState title={t('signInFirst')}>
      <p>{t('aboutYou')}</p>
      <ButtonLink to="/sign-in" search={{ next }} look="primary">
        {t('signIn')}
      </ButtonLink>
    </EmptyState>
  );
}
