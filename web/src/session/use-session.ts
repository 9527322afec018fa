import { useSyncExternalStore } from 'react';
import { session, type SessionState } from './session.js';

/** Who is signed in; the component is drawn again when that changes. */
export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, () => session.state);
