import { type ReactNode } from 'react';
import { useRouterState } from '@tanstack/react-router';
import { type UserResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { useSession } from '../session/use-session.js';
import { ButtonLink } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { EmptyState, Loading, Skeleton } from '../ui/states.js';
import { organizerTexts } from './organizer-texts.js';

/** Shows a page to organizers and admins, and everybody else the way to it. */
export function OrganizerGate({ children }: { readonly children: (user: UserResponse) => ReactNode }) {
  const { user, status } = useSession();
  const t = useTexts(organizerTexts);
  const next = useRouterState({ select: ({ location }) => location.href });
  if (user && user.role !== 'attendee') return children(user);
  if (status === 'starting') return <Starting />;
  return (
    <Page>
      <title>{`${t('title')} · Rowlock`}</title>
      <EmptyState isPage title={t(user ? 'wrongRole' : 'signInTitle')}>
        <p>{t(user ? 'wrongRoleWhy' : 'signInWhy')}</p>
        {!user && (
          <ButtonLink to="/sign-in" search={{ next }} look="primary">
            {t('signIn')}
          </ButtonLink>
        )}
      </EmptyState>
    </Page>
  );
}

function Starting() {
  return (
    <Page>
      <Loading />
      <Skeleton height="3.5rem" width="60%" />
    </Page>
  );
}
