import { readSetting, writeSetting } from '../app/settings.js';
import { toProblem } from '../api/problem.js';
import { type BrowserSignedInResponse, type UserResponse } from '../api/schema.js';
import { sessionCalls } from './session-calls.js';
import { listenToTabs, oneTabAtATime, type Pass, tellTabs } from './tabs.js';

/** A token this close to its end is renewed before it is used: the request takes time, and clocks differ. */
const RENEW_BEFORE_MS = 20_000;

/**
 * `starting`: the browser may have a session, we are asking. `expired`: it had one, and the page still shows what its
 * user was doing; they sign in again when they next need to.
 */
export type SessionState =
  | { readonly status: 'starting' | 'signed-out'; readonly user: undefined }
  | { readonly status: 'signed-in' | 'expired'; readonly user: UserResponse };

/** How a request goes out once it is signed. */
type Send = (request: Request) => Promise<Response>;

/** Asks the visitor to sign in over the page. @returns whether they did */
type AskToSignIn = () => Promise<boolean>;

/**
 * The session of this browser, shared by its tabs: who is signed in, and an access token that is always fresh. The
 * refresh token is in a cookie that no script can read (ADR 0013).
 */
class Session {
  #state: SessionState = { status: 'starting', user: undefined };
  #pass: Pass | undefined;
  #renewal: Promise<Pass | undefined> | undefined;
  #ask: AskToSignIn = () => Promise.resolve(false);
  readonly #listeners = new Set<() => void>();

  constructor() {
    listenToTabs((message) => {
      if (message.kind === 'pass') this.#take(message.pass);
      else this.#drop('signed-out');
    });
    // Only where somebody was signed in before is there a cookie to try; everybody else is spared the question.
    if (readSetting('session') === undefined) this.#set({ status: 'signed-out', user: undefined });
    else this.#renew().catch(() => undefined);
  }

  get state(): SessionState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Who shows the sign-in dialog when a request needs a session and there is none. */
  onAsk(ask: AskToSignIn): void {
    this.#ask = ask;
  }

  /** @throws Problem invalid-credentials, too-many-requests … */
  async signIn(email: string, password: string): Promise<void> {
    this.#open(await sessionCalls.login({ email, password }));
  }

  /** @throws Problem already-registered, validation-failed … */
  async signUp(request: Parameters<typeof sessionCalls.register>[0]): Promise<void> {
    this.#open(await sessionCalls.register(request));
  }

  /** Ends the session in all tabs; with `everywhere` all sessions of the user. @throws Problem when the server is away */
  async signOut({ everywhere = false } = {}): Promise<void> {
    try {
      await oneTabAtATime(() => sessionCalls.logout(everywhere));
    } catch (error) {
      // It had ended already.
      if (toProblem(error).code !== 'not-signed-in') throw error;
    }
    tellTabs({ kind: 'signed-out' });
    this.#drop('signed-out');
  }

  /**
   * Sends a request of the visitor's. When the API says 401 the token is renewed and the request goes again; when the
   * session is over it goes as anybody's; when it needs somebody, the visitor is asked to sign in, and it goes on from there.
   * @param mayAsk false for what happens by itself: nobody is to be interrupted by that
   */
  async send(request: Request, send: Send, mayAsk = true): Promise<Response> {
    const pass = await this.#freshPass();
    const first = await send(signed(request, pass));
    if (first.status !== 401) return first;
    if (pass || readSetting('session') !== undefined) {
      const second = await send(signed(request, await this.#renew(pass)));
      if (second.status !== 401) return second;
    }
    return mayAsk ? this.#askAndSend(request, send, first) : first;
  }

  async #askAndSend(request: Request, send: Send, refused: Response): Promise<Response> {
    const { user } = this.#state;
    if (!(await this.#ask())) return refused;
    // Somebody else has signed in: what the first one wanted is not theirs to do.
    if (user && user.id !== this.#pass?.user.id) return refused;
    return send(signed(request, this.#pass));
  }

  /** A token for a stream, which cannot be asked for again halfway. */
  async accessToken(): Promise<string | undefined> {
    return (await this.#freshPass())?.accessToken;
  }

  async #freshPass(): Promise<Pass | undefined> {
    if (this.#renewal) return this.#renewal;
    const pass = this.#pass;
    if (!pass || pass.expiresAtMs - Date.now() > RENEW_BEFORE_MS) return pass;
    return this.#renew(pass);
  }

  /** The next pass; undefined when the session is over. Asks once, however many want to know. */
  #renew(stale?: Pass): Promise<Pass | undefined> {
    this.#renewal ??= oneTabAtATime(() => this.#askServer(stale)).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #askServer(stale: Pass | undefined): Promise<Pass | undefined> {
    // Another tab has been quicker, and has told us while we waited for our turn.
    if (this.#pass && this.#pass.accessToken !== stale?.accessToken) return this.#pass;
    try {
      return this.#open(await sessionCalls.refresh());
    } catch (error) {
      if (toProblem(error).code !== 'not-signed-in') {
        // Away or busy: the session may well live on, so nothing is forgotten.
        if (this.#state.status === 'starting') this.#set({ status: 'signed-out', user: undefined });
        throw error;
      }
      this.#drop(this.#state.user ? 'expired' : 'signed-out');
      return undefined;
    }
  }

  #open({ user, accessToken, expiresIn }: BrowserSignedInResponse): Pass {
    const pass = { user, accessToken, expiresAtMs: Date.now() + expiresIn * 1000 };
    writeSetting('session', 'open');
    tellTabs({ kind: 'pass', pass });
    this.#take(pass);
    return pass;
  }

  #take(pass: Pass): void {
    this.#pass = pass;
    this.#set({ status: 'signed-in', user: pass.user });
  }

  #drop(status: 'signed-out' | 'expired'): void {
    this.#pass = undefined;
    writeSetting('session', undefined);
    const { user } = this.#state;
    this.#set(status === 'expired' && user ? { status, user } : { status: 'signed-out', user: undefined });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** A copy that says who sends it, so that the request itself can be sent again. */
function signed(request: Request, pass: Pass | undefined): Request {
  const copy = request.clone();
  if (pass) copy.headers.set('authorization', `Bearer ${pass.accessToken}`);
  return copy;
}

/** The one session of this page. */
export const session = new Session();
