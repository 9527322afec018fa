import { type SubmitEvent, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { toProblem } from '../api/problem.js';
import { type RegisterRequest } from '../api/schema.js';
import { fieldErrors } from '../api/field-errors.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { TextField } from '../ui/field.js';
import { ProblemNotice } from '../ui/states.js';
import { session } from './session.js';
import { sessionTexts } from './session-texts.js';
import styles from './sign-in-form.module.css';

interface SignInFormProps {
  /** Who was signed in before: only they can go on. */
  readonly email?: string | undefined;
  readonly onDone: () => void;
}

/** Signs in. */
export function SignInForm({ email, onDone }: SignInFormProps) {
  const t = useTexts(sessionTexts);
  const signIn = useMutation({
    mutationFn: (form: FormData) => session.signIn(textOf(form, 'email'), textOf(form, 'password')),
    onSuccess: onDone,
  });
  return (
    <form className={styles.form} onSubmit={submitting((form) => signIn.mutate(form))}>
      {signIn.isError && <ProblemNotice problem={toProblem(signIn.error)} />}
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        defaultValue={email}
        readOnly={email !== undefined}
      />
      <TextField label={t('password')} name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" isLarge isWide isBusy={signIn.isPending}>
        {t('signIn')}
      </Button>
    </form>
  );
}

/** Creates an account and signs in. */
export function SignUpForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(sessionTexts);
  const [role, setRole] = useState<NonNullable<RegisterRequest['role']>>('attendee');
  const signUp = useMutation({
    mutationFn: (form: FormData) =>
      session.signUp({
        name: textOf(form, 'name'),
        email: textOf(form, 'email'),
        password: textOf(form, 'password'),
        role,
      }),
    onSuccess: onDone,
  });
  const problem = signUp.isError ? toProblem(signUp.error) : undefined;
  const errors = fieldErrors(problem);
  const roles = [
    { value: 'attendee', title: t('roleAttendee') },
    { value: 'organizer', title: t('roleOrganizer') },
  ] as const;
  return (
    <form className={styles.form} onSubmit={submitting((form) => signUp.mutate(form))}>
      {problem && <ProblemNotice problem={problem} />}
      <Choice label={t('role')} options={roles} value={role} onChange={setRole} />
      <TextField label={t('name')} name="name" autoComplete="name" required maxLength={100} error={errors.name} />
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        error={errors.email}
      />
      <TextField
        label={t('password')}
        hint={t('passwordHint')}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={256}
        error={errors.password}
      />
      <Button type="submit" look="primary" isLarge isWide isBusy={signUp.isPending}>
        {t('signUp')}
      </Button>
    </form>
  );
}

/** Takes a form in hand instead of letting the browser send it. */
const submitting =
  (work: (form: FormData) => void) =>
  (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    work(new FormData(event.currentTarget));
  };

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};
