import { createRootRoute } from '@tanstack/react-router';
import { useTexts } from '../i18n/texts.js';
import { ButtonLink } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { EmptyState, ErrorState } from '../ui/states.js';
import { appTexts } from './app-texts.js';
import { Shell } from './shell.js';

/** The root of all routes; each area hangs its own under it. */
export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => (
    <Page>
      <ErrorState isPage error={error} onRetry={reset} />
    </Page>
  ),
});

function NotFound() {
  const t = useTexts(appTexts);
  return (
    <Page>
      <title>{`${t('lost')} · Rowlock`}</title>
      <EmptyState isPage title={t('lost')}>
        <p>{t('lostWhy')}</p>
        <ButtonLink to="/" look="primary">
          {t('toEvents')}
        </ButtonLink>
      </EmptyState>
    </Page>
  );
}
