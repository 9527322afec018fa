import { lazy, Suspense, useLayoutEffect, useRef } from 'react';
import { Link, Outlet, useMatches } from '@tanstack/react-router';
import { useTexts } from '../i18n/texts.js';
import { SignInRequests } from '../session/sign-in-requests.js';
import { useSession } from '../session/use-session.js';
import { BrandMark } from '../ui/brand.js';
import { useToastsWanted } from '../ui/toast.js';
import { appTexts } from './app-texts.js';
import { MainMenu } from './main-menu.js';
import { placesFor } from './navigation.js';
import styles from './shell.module.css';

/** Nobody needs it for the first look. */
const Toasts = lazy(() => import('../ui/toasts.js').then(({ Toasts: component }) => ({ default: component })));

/** The frame around every page: header with the places of this visitor, the page, footer. */
export function Shell() {
  const t = useTexts(appTexts);
  const { user } = useSession();
  const toastsWanted = useToastsWanted();
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(main);
  const isFullScreen = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.isFullScreen) });
  if (isFullScreen) {
    return (
      <main id="main" tabIndex={-1} ref={main}>
        <Outlet />
        <SignInRequests />
      </main>
    );
  }
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label={t('home')}>
            <BrandMark />
            Rowlock
          </Link>
          <nav className={styles.places} aria-label={t('mainNavigation')}>
            {placesFor(user).map(({ to, text }) => (
              <Link key={to} to={to} className={styles.place} activeOptions={{ exact: to === '/' }}>
                {t(text)}
              </Link>
            ))}
          </nav>
          <MainMenu />
        </div>
        <div className={styles.buoys} />
      </header>
      <main className={styles.main} id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <footer className={styles.footer}>
        <div className={styles.buoys} />
        <div className={styles.footerBar}>
          <p>{t('footer')}</p>
          <a href="/api/docs">{t('apiDocs')}</a>
        </div>
      </footer>
      <SignInRequests />
      {toastsWanted && (
        <Suspense>
          <Toasts />
        </Suspense>
      )}
    </div>
  );
}

/**
 * Another page starts at its top also for those who do not see it: the focus goes there, as after a full load. It goes
 * before the page is painted: later, it would be taken from whoever has begun to type.
 */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>): void {
  const path = useMatches({ select: (matches) => matches.at(-1)?.pathname });
  const shown = useRef(path);
  useLayoutEffect(() => {
    if (shown.current !== undefined && path !== shown.current) main.current?.focus({ preventScroll: true });
    shown.current = path;
  }, [main, path]);
}
