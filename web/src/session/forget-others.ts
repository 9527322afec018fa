import { type QueryClient } from '@tanstack/react-query';
import { session } from './session.js';

/**
 * Reads everything anew when somebody else is signed in. What one person saw is not for the next and goes at once; what
 * anybody may see stays while it is read again, so that a form on the page survives a sign-in.
 */
export function forgetOthers(queryClient: QueryClient): void {
  let userId: string | undefined;
  session.subscribe(() => {
    const { status, user } = session.state;
    if (status === 'starting' || user?.id === userId) return;
    const wasSomebody = userId !== undefined;
    userId = user?.id;
    void (wasSomebody ? queryClient.resetQueries() : queryClient.invalidateQueries());
  });
}
