import { useId, useRef } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { toProblem } from '../api/problem.js';
import { type Locale } from '../i18n/catalogue.js';
import { setLocale, useLocale } from '../i18n/locale.js';
import { useTexts } from '../i18n/texts.js';
import { session } from '../session/session.js';
import { useSession } from '../session/use-session.js';
import { Button, ButtonLink } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/states.js';
import { setTheme, THEMES, useTheme } from '../ui/theme.js';
import { appTexts } from './app-texts.js';
import { placesFor } from './navigation.js';
import styles from './shell.module.css';

/** Each in its own language, for those who ended up in the wrong one. */
const LANGUAGES: readonly { value: Locale; title: string; lang: string }[] = [
  { value: 'en', title: 'English', lang: 'en' },
  { value: 'id', title: 'Indonesia', lang: 'id' },
];

/** The right end of the header: who is signed in, language, theme, and on small screens the places too. */
export function MainMenu() {
  const t = useTexts(appTexts);
  const { user, status } = useSession();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const close = (): void => menu.current?.hidePopover();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <div className={styles.side}>
      {status === 'signed-out' && !path.startsWith('/sign-') && (
        <Link to="/sign-in" className={styles.signIn}>
          {t('signIn')}
        </Link>
      )}
      <button type="button" className={styles.menuButton} popoverTarget={id} aria-label={user ? user.name : t('menu')}>
        <Icon name={user ? 'user' : 'menu'} />
        {user && <span className={styles.menuName}>{user.name}</span>}
      </button>
      <div className={styles.menu} id={id} popover="auto" ref={menu}>
        {user && (
          <p className={styles.who}>
            <b>{user.name}</b>
            <span>{user.email}</span>
          </p>
        )}
        <nav className={styles.menuPlaces} aria-label={t('menu')}>
          {placesFor(user).map(({ to, text }) => (
            <Link key={to} to={to} onClick={close}>
              {t(text)}
            </Link>
          ))}
        </nav>
        <Settings />
        {user ? <SignOut onDone={close} /> : <SignUp onDone={close} />}
      </div>
    </div>
  );
}

function Settings() {
  const t = useTexts(appTexts);
  const locale = useLocale();
  const theme = useTheme();
  const themes = THEMES.map((value) => ({ value, title: t(value) }));
  return (
    <>
      <Choice label={t('language')} options={LANGUAGES} value={locale} onChange={setLocale} />
      <Choice label={t('theme')} options={themes} value={theme} onChange={setTheme} />
    </>
  );
}

function SignUp({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(appTexts);
  return (
    <div className={styles.deeds}>
      <ButtonLink to="/sign-up" look="secondary" onClick={onDone}>
        {t('signUp')}
      </ButtonLink>
    </div>
  );
}

function SignOut({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(appTexts);
  const signOut = useMutation({
    mutationFn: (everywhere: boolean) => session.signOut({ everywhere }),
    onSuccess: onDone,
  });
  return (
    <div className={styles.deeds}>
      {signOut.isError && <ProblemNotice problem={toProblem(signOut.error)} />}
      <Button isBusy={signOut.isPending} onClick={() => signOut.mutate(false)}>
        {t('signOut')}
      </Button>
      <Button look="quiet" isBusy={signOut.isPending} onClick={() => signOut.mutate(true)}>
        {t('signOutEverywhere')}
      </Button>
    </div>
  );
}
