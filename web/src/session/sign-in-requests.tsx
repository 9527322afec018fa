import { lazy, Suspense, useEffect, useState } from 'react';
import { session } from './session.js';

/** Most visits never need it. */
const SignInDialog = lazy(() =>
  import('./sign-in-dialog.js').then(({ SignInDialog: component }) => ({ default: component })),
);

type Answer = (signedIn: boolean) => void;

/** Asks the visitor to sign in over the page when a request needs it; however many requests wait, it asks once. */
export function SignInRequests() {
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  useEffect(() => {
    session.onAsk(
      () =>
        new Promise<boolean>((resolve) => {
          setAnswers((waiting) => [...waiting, resolve]);
        }),
    );
  }, []);
  const answer: Answer = (signedIn) => {
    for (const resolve of answers) resolve(signedIn);
    setAnswers([]);
  };
  if (answers.length === 0) return null;
  return (
    <Suspense>
      <SignInDialog onAnswer={answer} />
    </Suspense>
  );
}
